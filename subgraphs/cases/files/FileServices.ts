import type { CaseVault } from '../CaseVault.ts';
import type { CasesDatabase } from '../storage/CasesDatabase.ts';
import type { FileRows } from '../storage/FileRows.ts';
import type { FileScan } from './FileScan.ts';
import type { FileStore } from './FileStore.ts';
import type { FilesConfig } from './filesConfig.ts';
import type { SignedUrls } from './SignedUrls.ts';

/** What is done with files stands on this. */
export interface FileServices {
  readonly config: FilesConfig;
  readonly database: CasesDatabase;
  readonly vault: CaseVault;
  readonly store: FileStore;
  /** `null`: nothing is scanned. */
  readonly scan: FileScan | null;
  readonly urls: SignedUrls;
  readonly rows: FileRows;
  /** Epoch ms. */
  now(): number;
}
