import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CatalogServices } from '../CatalogServices.ts';
import type { CatalogueChange } from './CatalogueChange.ts';
import { isPublished } from './isPublished.ts';

/**
 * What differs between two published versions.
 *
 * @throws {TongbanError} BAD_USER_INPUT for a number that no published version has.
 */
export async function findChanges(
  { from, to }: { readonly from: number; readonly to: number },
  { versions, changes }: Pick<CatalogServices, 'versions' | 'changes'>,
): Promise<readonly CatalogueChange[]> {
  for (const [argument, number] of Object.entries({ from, to })) {
    const found = await versions.findVersion(number);
    if (found === null || !isPublished(found)) {
      throw new TongbanError('BAD_USER_INPUT', `${argument} must be the number of a published version`);
    }
  }
  return changes.findChanges(from, to);
}
