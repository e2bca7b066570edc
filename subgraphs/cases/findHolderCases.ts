import { askDatabase } from '../serving/storage/askDatabase.ts';
import { parseCaseCursor } from './caseCursor.ts';
import type { CasePage } from './casePage.ts';
import type { SubgraphContext } from './createContext.ts';
import { parseFirst } from './parseFirst.ts';
import type { HolderCasesArgs } from './resolvers.generated.ts';
import { listHolderCases } from './storage/listHolderCases.ts';

/**
 * A holder's cases: to the holder all of them, to a clerk nothing here, whose work list shows those of the office.
 *
 * @returns `null` for anybody else's.
 */
export async function findHolderCases(
  holderId: string,
  { statuses, first, after }: Partial<HolderCasesArgs>,
  { caller, services }: SubgraphContext,
): Promise<CasePage | null> {
  const question = {
    holderId,
    statuses: statuses ?? null,
    first: parseFirst(first),
    after: parseCaseCursor(after),
  };
  if ((await caller.findSelf()) !== holderId) return null;
  return askDatabase(listHolderCases(services.database, question));
}
