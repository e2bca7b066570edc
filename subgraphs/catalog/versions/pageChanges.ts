import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CatalogServices } from '../CatalogServices.ts';
import type { QueryCatalogueChangesArgs } from '../resolvers.generated.ts';
import type { CatalogueChangePage } from './CatalogueChangePage.ts';
import { readChangeCursor, writeChangeCursor } from './changeCursor.ts';
import { isPublished } from './isPublished.ts';

const MAX_ROWS = 200;
const DEFAULT_ROWS = 50;

/**
 * A part of what differs between two published versions.
 *
 * @throws {TongbanError} BAD_USER_INPUT for a number that no published version has, for `first` outside 1 to 200, or a
 *   cursor that is not of this list.
 */
export async function pageChanges(
  { from, to, section, first, after }: QueryCatalogueChangesArgs,
  { versions, changes }: Pick<CatalogServices, 'versions' | 'changes'>,
): Promise<CatalogueChangePage> {
  const limit = first ?? DEFAULT_ROWS;
  if (limit < 1 || limit > MAX_ROWS)
    throw new TongbanError('BAD_USER_INPUT', `first must be 1 to ${MAX_ROWS}`);
  const list = { from, to, section: section ?? null };
  const start = after === null || after === undefined ? 0 : readChangeCursor(list, after) + 1;
  for (const [argument, number] of Object.entries({ from, to })) {
    const found = await versions.findVersion(number);
    if (found === null || !isPublished(found)) {
      throw new TongbanError('BAD_USER_INPUT', `${argument} must be the number of a published version`);
    }
  }
  const all = (await changes.findChanges(from, to)).filter(
    (change) => list.section === null || change.section === list.section,
  );
  const edges = all
    .slice(start, start + limit)
    .map((node, index) => ({ node, cursor: writeChangeCursor(list, start + index) }));
  return {
    edges,
    totalCount: all.length,
    pageInfo: {
      hasNextPage: start + limit < all.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
