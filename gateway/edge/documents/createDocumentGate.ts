import type { Logger } from 'pino';
import type { GatewayConfig } from '../../config.ts';
import type { RedisLink } from '../../redis/RedisLink.ts';
import type { Revisions } from '../../reload/Revisions.ts';
import type { TellCopyState } from '../../reload/TellCopyState.ts';
import type { DocumentsConfig } from './completeDocuments.ts';
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
  readonly revisions?: Revisions;
}

/** Who says which document is meant, as configured. */
export interface OpenDocumentGate {
  readonly gate: DocumentGate;
  /**
   * Reads the manifests that other settings name; nothing changes by that.
   *
   * @returns what takes them, and the settings, into use.
   * @throws {TongbanError} BAD_USER_INPUT, one line, when a manifest cannot be used.
   */
  prepare(settings: DocumentsConfig): Promise<() => void>;
  /** Follows no files any more. */
  close(): void;
}

/**
 * Puts together what knows documents.
 *
 * @throws {TongbanError} BAD_USER_INPUT, one line, when a manifest cannot be used.
 */
export async function createDocumentGate(parts: DocumentParts): Promise<OpenDocumentGate> {
  const { redis, logger, tell, revisions } = parts;
  const { isProduction } = parts.config;
  let { documents } = parts.config;
  const log = (line: string) => logger.warn(line);
  const manifests = await watchManifests({ settings: documents, log, tell, revisions });
  const warn = (): void => {
    if (!isProduction || documents.mode === 'enforce') return;
    logger.warn(
      'ANYBODY MAY SEND ANY OPERATION to this gateway: it runs in production without enforced trusted documents (documents.manifest)',
    );
  };
  warn();
  const memory = new DocumentMemory(documents.automaticBytes);
  const registered = redis === undefined ? memory : new SharedDocuments(redis, memory);
  const gate = new DocumentGate({
    trusted: () => manifests.current(),
    get mode() {
      return documents.mode;
    },
    get automatic() {
      return documents.automatic && documents.mode !== 'enforce' ? registered : null;
    },
    onUntrusted: (hash, portal) =>
      logger.warn({ document: hash, portal }, 'no manifest holds this operation'),
  });
  return {
    gate,
    prepare: async (next) => {
      const adoptManifests = await manifests.prepare(next);
      return () => {
        adoptManifests();
        documents = next;
        memory.resize(next.automaticBytes);
        warn();
      };
    },
    close: () => manifests.close(),
  };
}
