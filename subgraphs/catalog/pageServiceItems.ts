import { z } from 'zod';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { ServiceItem, ServiceSubject } from './ServiceItem.ts';
import type { ServiceItemPage } from './ServiceItemPage.ts';

export interface ServiceItemRequest {
  readonly category: string | null;
  readonly subject: ServiceSubject | null;
  readonly first: number;
  readonly after: string | null;
}

const MAX_FIRST = 200;

/** The filter and the code of the last item, so that a cursor of another list is recognised as foreign. */
const cursorContent = z.tuple([z.string().nullable(), z.string().nullable(), z.string()]);

/**
 * One page of the items that match.
 *
 * @throws {TongbanError} BAD_USER_INPUT for `first` outside 1 to 200, or a cursor that is not of this list.
 */
export function pageServiceItems(
  items: readonly ServiceItem[],
  request: ServiceItemRequest,
): ServiceItemPage {
  const { category, subject, first, after } = request;
  if (first < 1 || first > MAX_FIRST) {
    throw new TongbanError('BAD_USER_INPUT', `first must be 1 to ${MAX_FIRST}`);
  }
  const matching = items.filter(
    (item) =>
      (category === null || item.category === category) && (subject === null || item.subject === subject),
  );
  const start = after === null ? 0 : findPosition(matching, request, after) + 1;
  const nodes = matching.slice(start, start + first);
  const last = nodes.at(-1);
  const hasNextPage = start + nodes.length < matching.length;
  return {
    nodes,
    totalCount: matching.length,
    endCursor: hasNextPage && last !== undefined ? writeCursor(request, last.code) : null,
    hasNextPage,
  };
}

function writeCursor({ category, subject }: ServiceItemRequest, code: string): string {
  return Buffer.from(JSON.stringify([category, subject, code]), 'utf8').toString('base64url');
}

function findPosition(matching: readonly ServiceItem[], request: ServiceItemRequest, cursor: string): number {
  const code = readCode(cursor);
  const position = matching.findIndex((item) => item.code === code);
  if (code === undefined || position < 0 || writeCursor(request, code) !== cursor) {
    throw new TongbanError('BAD_USER_INPUT', 'after must be the endCursor of a page of this list');
  }
  return position;
}

function readCode(cursor: string): string | undefined {
  try {
    return cursorContent.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))[2];
  } catch {
    return undefined;
  }
}
