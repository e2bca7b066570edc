import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';

type Row = Readonly<Record<string, unknown>>;

/** A row of the section `items` with everything that it must have. */
export const itemOf = (slug: string, rest: Row = {}): Row => ({
  slug,
  nameZh: `事项${slug}`,
  category: '测试',
  leadDepartment: null,
  subject: 'person',
  modes: null,
  list: null,
  batch: null,
  officialSeq: null,
  verified: false,
  nameVerified: false,
  batchVerified: false,
  confidence: 'low',
  source: 'a test',
  ...rest,
});

export const ABOUT = { title: '测试目录', notice: '仅供测试', source: 'a test' };

/** Ten items, `item-0` to `item-9`. */
export const TEN_ITEMS = Array.from({ length: 10 }, (_, index) => itemOf(`item-${index}`));

/** Writes small catalogue documents to files that are gone after the test. */
export function smallDocuments() {
  const folders: string[] = [];
  afterEach(async () => {
    await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
  });

  return async (content: unknown, name = 'catalogue.json'): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'tongban-catalog-'));
    folders.push(folder);
    const path = join(folder, name);
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
}
