import { DEPARTMENTS } from '../../domain/department.ts';
import type { SubgraphContext } from './createContext.ts';
import type { Holder } from './Holder.ts';
import type { RecordPlace } from './RecordPlace.ts';

/** Everything the locator knows of a holder, by department in the order of the schema, then by division code. */
export async function listRecordPlaces(
  holder: Holder,
  { located }: SubgraphContext,
): Promise<readonly RecordPlace[]> {
  const { places } = await located.load(holder);
  return DEPARTMENTS.flatMap((department) => places.filter((place) => place.department === department));
}
