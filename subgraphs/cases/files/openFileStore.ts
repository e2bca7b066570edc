import { DiskFileStore } from './DiskFileStore.ts';
import type { FileStore } from './FileStore.ts';
import type { FilesConfig } from './filesConfig.ts';
import { S3FileStore } from './S3FileStore.ts';

export const openFileStore = (settings: FilesConfig['store']): FileStore =>
  settings.kind === 'disk' ? new DiskFileStore(settings.folder) : new S3FileStore(settings);
