import type { DivisionCode } from '../../domain/divisionCode.ts';
import { badResponse } from '../transport/badResponse.ts';
import type { EntryPage } from './EntryPage.ts';
import { type ListWindow, planPages } from './planPages.ts';

/** Asks for 页码 (from 1) at 每页条数 (1 to `largestPage`). */
export type FetchPage<Row> = (number: number, size: number) => Promise<EntryPage<Row>>;

interface PagesQuestion<Row> {
  readonly window: ListWindow;
  /** How long the list must be for the window to be in the right place; `null` where that does not matter. */
  readonly expectedTotal: number | null;
  readonly fetchPage: FetchPage<Row>;
  /** 每页条数, at most. */
  readonly largestPage: number;
  readonly jurisdiction: DivisionCode;
}

/** Either the window, or how long the list turned out to be instead. */
export type PagesRead<Row> =
  | { readonly isSteady: true; readonly window: EntryPage<Row> }
  | { readonly isSteady: false; readonly total: number };

/**
 * Reads a window of a list page by page, up to the first page that counts another number of entries.
 *
 * @throws {TongbanError} `JURISDICTION_BAD_RESPONSE` for a page with more or fewer rows than its count allows.
 */
export async function readPages<Row>({
  window,
  expectedTotal,
  fetchPage,
  largestPage,
  jurisdiction,
}: PagesQuestion<Row>): Promise<PagesRead<Row>> {
  const { size, from, to } = planPages(window, largestPage);
  const rows: Row[] = [];
  let total = expectedTotal;
  let asOf = Number.POSITIVE_INFINITY;
  for (let number = from; number <= to; number += 1) {
    const page = await fetchPage(number, size);
    total ??= page.total;
    if (page.total !== total) return { isSteady: false, total: page.total };
    const before = (number - 1) * size;
    if (page.rows.length !== Math.min(size, Math.max(0, total - before))) {
      throw badResponse(jurisdiction, 'gave another number of rows than it counted');
    }
    rows.push(...page.rows);
    asOf = Math.min(asOf, page.asOf);
    if (before + size >= total) break;
  }
  const skipped = window.offset - (from - 1) * size;
  return {
    isSteady: true,
    window: { asOf, total: total ?? 0, rows: rows.slice(skipped, skipped + window.first) },
  };
}
