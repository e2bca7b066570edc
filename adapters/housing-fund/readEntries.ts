import type { DivisionCode } from '../../domain/divisionCode.ts';
import type { PageRequest } from '../../domain/page.ts';
import { badResponse } from '../transport/badResponse.ts';
import { expectDistinct } from './expectDistinct.ts';
import { formatListCursor } from './formatListCursor.ts';
import { parseListCursor } from './parseListCursor.ts';
import { type FetchPage, readPages } from './readPages.ts';

/** Times that a list may grow while it is read. */
const MAX_ATTEMPTS = 3;

interface EntryQuestion<Row> {
  readonly page: PageRequest;
  readonly fetchPage: FetchPage<Row>;
  /** 每页条数, at most. */
  readonly largestPage: number;
  readonly jurisdiction: DivisionCode;
}

interface Entries<Row> {
  /** The oldest 数据时间 of the pages read, epoch ms. */
  readonly asOf: number;
  readonly rows: readonly Row[];
  readonly endCursor: string | null;
}

/**
 * Reads a part of a list whose new entries appear at the front. Page numbers shift whenever that happens: so a cursor
 * counts from the end, and a part during whose reading the list grew is read again.
 *
 * @throws {TongbanError} `BAD_USER_INPUT` for a text that is no cursor, `JURISDICTION_BAD_RESPONSE` where rows and
 *   count do not fit, and what `fetchPage` throws.
 */
export async function readEntries<Row extends { readonly YWLSH: string }>({
  page: { first, after },
  fetchPage,
  largestPage,
  jurisdiction,
}: EntryQuestion<Row>): Promise<Entries<Row>> {
  const start = after === null ? null : parseListCursor(after);
  const offsetIn = (total: number) => (start === null ? 0 : Math.max(0, total - start.remaining));

  let expectedTotal = start?.total ?? null;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const offset = offsetIn(expectedTotal ?? 0);
    const read = await readPages({
      window: { offset, first },
      expectedTotal,
      fetchPage,
      largestPage,
      jurisdiction,
    });
    if (read.isSteady) {
      const { asOf, total, rows } = read.window;
      expectDistinct(
        rows.map(({ YWLSH }) => YWLSH),
        jurisdiction,
      );
      const endCursor = formatListCursor({ remaining: total - offset - rows.length, total });
      return { asOf, rows, endCursor };
    }
    // Only a place counted from the end depends on the length.
    expectedTotal = start === null ? null : read.total;
  }
  throw badResponse(jurisdiction, 'counted its rows differently every time');
}
