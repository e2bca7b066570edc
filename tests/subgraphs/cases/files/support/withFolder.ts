import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** A folder of the calling file's own, for what is uploaded. */
export function withFolder() {
  let path = '';
  beforeAll(async () => {
    path = await mkdtemp(join(tmpdir(), 'tongban-test-files-'));
  });
  afterAll(() => rm(path, { recursive: true, force: true }));

  const names = async (): Promise<readonly string[]> =>
    (await readdir(path, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  return {
    get path(): string {
      return path;
    },
    /** The setting `files`, changed as a test wants it. */
    files: (changes: object = {}): object => ({ store: { kind: 'disk', folder: path }, ...changes }),
    names,
    /** All bytes of a file's parts. */
    bytesOf: async (fileId: string): Promise<Buffer> => {
      const own = (await names()).filter((name) => name.includes(fileId));
      return Buffer.concat(await Promise.all(own.map((name) => readFile(name))));
    },
  };
}
