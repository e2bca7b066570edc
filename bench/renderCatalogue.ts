import { renderTable } from './renderTable.ts';
import type { summarizeCatalogue } from './summarizeCatalogue.ts';

/** A summary as text for people. */
export function renderCatalogue({ search, availability }: ReturnType<typeof summarizeCatalogue>): string {
  return [
    '',
    `Text search over ${search.items} items: a page of 20 and the number of all; ms in the database`,
    renderTable(search.questions),
    `  99 % of all: ${search.p99Ms} ms`,
    '',
    `Availability of one item for ${availability.pairs} pairs of divisions; ms in the database`,
    renderTable(availability.questions),
    `  99 % of all: ${availability.p99Ms} ms`,
  ].join('\n');
}
