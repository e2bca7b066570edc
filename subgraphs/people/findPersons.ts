import { TongbanError } from '../../domain/TongbanError.ts';
import type { SubgraphContext } from './createContext.ts';
import type { Holder } from './Holder.ts';

/** How many people a clerk may look up in one field. */
const MAX_IDS = 50;

/**
 * Looks up people for a clerk; one entry per id, in the same order, `null` for an unknown id.
 *
 * @throws {TongbanError} FORBIDDEN for everybody else, BAD_USER_INPUT for more than 50 ids.
 */
export async function findPersons(
  ids: readonly string[],
  { isClerk, holders }: SubgraphContext,
): Promise<readonly (Holder | null)[]> {
  // Who may not ask learns nothing, not even whether the question was well put.
  if (!isClerk) throw new TongbanError('FORBIDDEN', 'Only a clerk may look up other people');
  if (ids.length > MAX_IDS) throw new TongbanError('BAD_USER_INPUT', `ids must be at most ${MAX_IDS}`);

  return Promise.all(ids.map((id) => holders.load(id)));
}
