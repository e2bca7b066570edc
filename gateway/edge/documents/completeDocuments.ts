import { TongbanError } from '../../../domain/TongbanError.ts';
import type { DocumentMode, DocumentSettings } from './documentSettings.ts';

/** Settings of documents with the mode decided. */
export interface DocumentsConfig extends DocumentSettings {
  readonly mode: DocumentMode;
}

/**
 * Decides what happens to documents that no manifest holds.
 *
 * @throws {TongbanError} BAD_USER_INPUT for a mode that needs a manifest where there is none.
 */
export function completeDocuments(settings: DocumentSettings, isProduction: boolean): DocumentsConfig {
  const { manifest, portals, mode } = settings;
  const hasManifest = [manifest, ...Object.values(portals)].some((files) => files.length > 0);
  if (!hasManifest && (mode === 'enforce' || mode === 'log')) {
    throw new TongbanError(
      'BAD_USER_INPUT',
      `documents.mode is ${mode}, and documents.manifest names no file`,
    );
  }
  const byDefault = isProduction ? 'enforce' : 'log';
  return { ...settings, mode: mode ?? (hasManifest ? byDefault : 'off') };
}
