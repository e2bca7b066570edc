import { beijingDay } from '../../../domain/beijingDay.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { SubgraphContext } from '../createContext.ts';
import type { QueryServiceItemsArgs } from '../resolvers.generated.ts';
import { isPublished } from '../versions/isPublished.ts';
import { writeItemCursor } from './itemCursor.ts';
import { parseItemFilter } from './parseItemFilter.ts';
import { parseItemRange } from './parseItemRange.ts';
import type { ServiceItemPage } from './ServiceItemPage.ts';

/**
 * A part of the list of items that match.
 *
 * A list goes on in the version that its cursors are of: what was published since neither repeats nor hides an item.
 *
 * @throws {TongbanError} BAD_USER_INPUT for a bad filter, for `first` or `last` outside 1 to 200, or a cursor that is
 *   not of this list.
 */
export async function pageServiceItems(
  input: QueryServiceItemsArgs,
  { itemStore, versions, snapshot, now }: SubgraphContext,
): Promise<ServiceItemPage> {
  const filter = parseItemFilter(input.filter, beijingDay(now()));
  const { range, version: begunIn } = parseItemRange(input, filter);
  const version = begunIn ?? snapshot.version.version;
  if (version !== snapshot.version.version) await checkVersion(version);

  const found = await itemStore.findItems(version, filter, range);
  const hasMore = found.length > range.limit;
  const isForward = range.from === 'START';
  const listed = isForward ? found.slice(0, range.limit) : found.slice(-range.limit);
  const edges = listed.map(({ item, rank, position }) => ({
    node: item,
    cursor: writeItemCursor(filter, { version, rank, position }),
  }));
  return {
    version,
    filter,
    edges,
    pageInfo: {
      hasNextPage: range.before !== null || (isForward && hasMore),
      hasPreviousPage: range.after !== null || (!isForward && hasMore),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };

  async function checkVersion(number: number): Promise<void> {
    const found = await versions.findVersion(number);
    if (found !== null && isPublished(found)) return;
    throw new TongbanError(
      'BAD_USER_INPUT',
      'the cursor is of a version of the catalogue that does not exist',
    );
  }
}
