import { TongbanError } from '../../../domain/TongbanError.ts';
import type { ItemFilter } from './ItemFilter.ts';
import type { ItemRange } from './ItemRange.ts';
import { type ItemCursor, readItemCursor } from './itemCursor.ts';

const MAX_ROWS = 200;
const DEFAULT_ROWS = 50;

/** Paging arguments as GraphQL hands them over. */
export interface ItemRangeArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/**
 * Reads which part of a list a client asks for.
 *
 * @returns the range, and the version that its cursors are of, `null` without cursors.
 * @throws {TongbanError} BAD_USER_INPUT naming the argument.
 */
export function parseItemRange(
  { first, last, after, before }: ItemRangeArguments,
  filter: ItemFilter,
): { readonly range: ItemRange; readonly version: number | null } {
  checkRows('first', first);
  checkRows('last', last);
  if (isGiven(first) && isGiven(last)) {
    throw new TongbanError('BAD_USER_INPUT', 'first and last cannot be given together');
  }
  const start = readCursor('after', after, filter);
  const end = readCursor('before', before, filter);
  if (start !== null && end !== null && start.version !== end.version) {
    throw new TongbanError('BAD_USER_INPUT', 'after and before are cursors of different versions');
  }
  return {
    range: {
      from: isGiven(last) ? 'END' : 'START',
      limit: last ?? first ?? DEFAULT_ROWS,
      after: start,
      before: end,
    },
    version: start?.version ?? end?.version ?? null,
  };
}

function checkRows(argument: string, value: number | null | undefined): void {
  if (isGiven(value) && (value < 1 || value > MAX_ROWS)) {
    throw new TongbanError('BAD_USER_INPUT', `${argument} must be 1 to ${MAX_ROWS}`);
  }
}

function readCursor(
  argument: string,
  text: string | null | undefined,
  filter: ItemFilter,
): ItemCursor | null {
  return isGiven(text) ? readItemCursor(argument, filter, text) : null;
}

const isGiven = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;
