import { SYSTEM_ACTOR } from '../systemActor.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { type ChangeCaseOptions, changeCase } from './changeCase.ts';
import { transact } from './transact.ts';

/** Ended at a time. */
const BATCH = 50;

export interface LapseTools extends Pick<ChangeCaseOptions, 'vault' | 'wakeUps'> {
  readonly database: CasesDatabase;
  now(): number;
}

/**
 * Ends cases in which somebody who was invited has said nothing in time; any number of workers may do it at once.
 *
 * @returns how many were looked at.
 */
export async function lapseConsents({ database, vault, wakeUps, now }: LapseTools): Promise<number> {
  const at = now();
  const due = await database
    .selectFrom('cases')
    .innerJoin('invitations', 'invitations.case_id', 'cases.case_id')
    .select('cases.case_id')
    .distinct()
    .where('cases.status', '=', 'AWAITING_CONSENT')
    .where('invitations.until', '<=', new Date(at))
    .limit(BATCH)
    .execute();
  for (const { case_id } of due)
    await transact({ database, wakeUps }, (transaction, gathered) =>
      changeCase(transaction, case_id, {
        vault,
        wakeUps: gathered,
        actor: SYSTEM_ACTOR,
        action: 'lapseConsents',
        decide: ({ state }) =>
          state.phase === 'CONSENTING' ? { events: [{ type: 'CONSENT_LAPSED', at }], contents: {} } : null,
      }),
    );
  return due.length;
}
