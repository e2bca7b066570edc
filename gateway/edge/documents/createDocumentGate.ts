import type { Logger } from 'pino';
import type { GatewayConfig } from '../../config.ts';
import type { RedisLink } from '../../redis/RedisLink.ts';
import type { TellCopyState } from '../../reload/TellCopyState.ts';
import { DocumentGate } from './DocumentGate.ts';
import { DocumentMemory } from './DocumentMemory.ts';
import { SharedDocuments } from './SharedDocuments.ts';
import { watchManifests } from './watchManifests.ts';

export interface DocumentParts {
  readonly config: Pick<GatewayConfig, 'documents' | 'isProduction'>;
  readonly redis: RedisLink | undefined;
  readonly logger: Logger;
  /** How the documents in use stand to their files. */
  readonly tell: TellCopyState;
}

/** Who says which document is meant, as configured. */
export interface OpenDocumentGate {
  readonly gate: DocumentGate;
  /** Follows no files any more. */
  close(): void;
}

/**
 * Puts together what knows documents.
 *
 * @throws {TongbanError} BAD_USER_INPUT, one line, when a manifest cannot be used.
 */
export async function createDocumentGate(parts: DocumentParts): Promise<OpenDocumentGate> {
  const { config, redis, logger, tell } = parts;
  const { documents, isProduction } = config;
  const { mode, automatic, automaticBytes } = documents;
  const manifests = await watchManifests({ settings: documents, log: (line) => logger.warn(line), tell });
  if (isProduction && mode !== 'enforce') {
    logger.warn(
      'ANYBODY MAY SEND ANY OPERATION to this gateway: it runs in production without enforced trusted documents (documents.manifest)',
    );
  }
  const memory = new DocumentMemory(automaticBytes);
  const registered = redis === undefined ? memory : new SharedDocuments(redis, memory);
  const gate = new DocumentGate({
    trusted: () => manifests.current(),
    mode,
    automatic: automatic && mode !== 'enforce' ? registered : null,
    onUntrusted: (hash, portal) =>
      logger.warn({ document: hash, portal }, 'no manifest holds this operation'),
  });
  return { gate, close: () => manifests.close() };
}
