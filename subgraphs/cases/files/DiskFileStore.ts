import { mkdir, open, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { FileStore, PartName } from './FileStore.ts';

/** Parts of files in a folder of their own per file, readable by this account only. */
export class DiskFileStore implements FileStore {
  readonly #folder: string;

  /** @param folder - shared by all servers of cases and workers; made on first use. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async put(name: PartName, sealed: Buffer): Promise<void> {
    const folder = this.#folderOf(name);
    const path = join(folder, name.partId);
    await onDisk('stored', async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      // Another name until it is whole: a part that is there is never half a part.
      const draft = await open(`${path}.new`, 'w', 0o600);
      try {
        await draft.writeFile(sealed);
        await draft.sync();
      } finally {
        await draft.close();
      }
      await rename(`${path}.new`, path);
      // The names are durable only when their folders are: a new file's own, and those on the way to it.
      for (const each of [folder, join(folder, '..'), this.#folder]) await syncFolder(each);
    });
  }

  async get(name: PartName): Promise<Buffer> {
    return onDisk('read', () => readFile(join(this.#folderOf(name), name.partId)));
  }

  async remove(name: PartName): Promise<void> {
    const folder = this.#folderOf(name);
    const path = join(folder, name.partId);
    await onDisk('removed', async () => {
      await Promise.all([rm(path, { force: true }), rm(`${path}.new`, { force: true })]);
    });
    // Only the last part leaves it empty.
    await rmdir(folder).catch(() => undefined);
  }

  /** Two levels: some file systems are slow with very many names in one folder. */
  #folderOf({ fileId }: PartName): string {
    return join(this.#folder, fileId.slice(0, 2), fileId);
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function onDisk<T>(verb: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new TongbanError('INTERNAL_SERVER_ERROR', `A part of a file could not be ${verb}`, {
      retryable: !isMissing,
      cause,
    });
  }
}
