import { FileRows } from '../storage/FileRows.ts';
import type { FileServices } from './FileServices.ts';
import type { FilesConfig } from './filesConfig.ts';
import { openFileScan } from './openFileScan.ts';
import { openFileStore } from './openFileStore.ts';
import { SignedUrls } from './SignedUrls.ts';

export interface OpenFilesOptions extends Pick<FileServices, 'database' | 'vault' | 'now'> {
  readonly config: FilesConfig;
  /** Signs the URLs, under a key derived from it. */
  readonly masterKey: Uint8Array;
}

export function openFiles({ config, masterKey, database, vault, now }: OpenFilesOptions): FileServices {
  const { store, scan, urlSeconds, publicUrl } = config;
  return {
    config,
    database,
    vault,
    store: openFileStore(store),
    scan: scan === undefined ? null : openFileScan(scan),
    urls: new SignedUrls({ masterKey, seconds: urlSeconds, publicUrl: publicUrl ?? '', now }),
    rows: new FileRows(database),
    now,
  };
}
