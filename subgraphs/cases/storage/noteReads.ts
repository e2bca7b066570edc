import { beijingDay } from '../../../domain/beijingDay.ts';
import type { CaseCaller } from '../CaseCaller.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

export interface Reads {
  readonly caller: CaseCaller;
  readonly caseIds: readonly string[];
  /** Epoch ms. */
  readonly at: number;
}

/**
 * Notes that a clerk looks into cases, in the right of an office that takes part in them; once a day. Call it before anything
 * is shown: when it fails, nothing may be. Of citizens nothing is noted: what they see is theirs.
 */
export async function noteReads(database: CasesDatabase, { caller, caseIds, at }: Reads): Promise<void> {
  if (caller.offices.length === 0) return;
  const cases = await database
    .selectFrom('cases')
    .select(['case_id', 'accepting_division', 'owning_division', 'third_division'])
    .where('case_id', 'in', caseIds)
    .execute();
  const reads = cases.flatMap(({ case_id, accepting_division, owning_division, third_division }) => {
    const office = [accepting_division, owning_division, third_division]
      .map((division) => caller.officeFor(division))
      .find((known) => known !== null);
    if (office === undefined || office === null) return [];
    const { digest: actor_digest, portal, requestId: request_id } = caller;
    return [{ case_id, actor_digest, office, day: beijingDay(at), at: new Date(at), portal, request_id }];
  });
  const noted = await database
    .selectFrom('reads')
    .select(['case_id', 'office'])
    .where('case_id', 'in', caseIds)
    .where('day', '=', beijingDay(at))
    .where('actor_digest', '=', caller.digest)
    .execute();
  const fresh = reads.filter(
    (read) => !noted.some(({ case_id, office }) => case_id === read.case_id && office === read.office),
  );
  // Whoever goes on looking writes nothing, also while the database only reads.
  if (fresh.length === 0) return;
  await database
    .insertInto('reads')
    .values(fresh)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
