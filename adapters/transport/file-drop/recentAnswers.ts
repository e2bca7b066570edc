import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { readBatchName } from './batchName.ts';

const DAY_MS = 86_400_000;
const DATA = '.txt';

export interface RecentAnswersOptions {
  readonly root: string;
  readonly jurisdiction: DivisionCode;
  /** Epoch ms. */
  readonly now: () => number;
}

/**
 * References of requests whose answers, written within the last day, were taken by a reader of ours; reads names only.
 *
 * @returns nothing where the directory cannot be looked at.
 */
export async function recentAnswers({ root, jurisdiction, now }: RecentAnswersOptions): Promise<string[]> {
  const done = join(root, 'out', 'done');
  const files = await readdir(done).catch(() => []);
  const references: string[] = [];
  for (const file of files) {
    const name = file.endsWith(DATA) ? readBatchName(file.slice(0, -DATA.length)) : null;
    if (name?.kind.is !== 'ANSWER' || name.place !== jurisdiction) continue;
    const found = await stat(join(done, file)).catch(() => null);
    if (found !== null && now() - found.mtimeMs < DAY_MS) references.push(name.kind.reference);
  }
  return references;
}
