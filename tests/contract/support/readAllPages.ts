import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import type { Page } from '../../../domain/page.ts';
import type { PageQuestion } from './Questions.ts';

/** Follows cursors from the first page to the last. @throws {Error} when a cursor comes twice. */
export async function readAllPages(
  { ask }: PageQuestion,
  holder: HolderIdentity,
  first: number,
): Promise<readonly Page<unknown>[]> {
  const { signal } = new AbortController();
  const pages: Page<unknown>[] = [];
  const cursors = new Set<string>();
  for (let after: string | null = null; ; ) {
    const page: Page<unknown> = await ask(holder, { first, after }, signal);
    pages.push(page);
    if (page.endCursor === null) return pages;
    if (cursors.has(page.endCursor)) throw new Error('a cursor that leads in a circle');
    cursors.add(page.endCursor);
    after = page.endCursor;
  }
}
