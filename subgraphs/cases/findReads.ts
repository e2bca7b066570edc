import { formatInstant } from '../../domain/formatInstant.ts';
import { askDatabase } from '../serving/storage/askDatabase.ts';
import type { SubgraphContext } from './createContext.ts';
import { listReads } from './storage/listReads.ts';

/** Which offices have looked into a case; `null` for everybody but those who take part in it. */
export async function findReads(caseId: string, { caller, cases, services }: SubgraphContext) {
  const found = await cases.load(caseId);
  if (found === null || !(await caller.takesPart(found.parties))) return null;
  const reads = await askDatabase(listReads(services.database, caseId));
  return reads.map(({ office, day, at }) => ({
    office: { code: office },
    day,
    at: formatInstant(at.getTime()),
  }));
}
