import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { SubgraphContext } from '../createContext.ts';
import { listMandates } from '../storage/listMandates.ts';
import type { Mandate } from './Mandate.ts';

/** Mandates that a holder has given or got; `null` for anybody else's. */
export async function findMandates(
  holderId: string,
  { caller, services }: Pick<SubgraphContext, 'caller' | 'services'>,
): Promise<readonly Mandate[] | null> {
  if ((await caller.findSelf()) !== holderId) return null;
  return askDatabase(listMandates(services.database, holderId));
}
