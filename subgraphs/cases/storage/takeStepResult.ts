import { sql } from 'kysely';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { coversDivision } from '../coversDivision.ts';
import { stepVerdict, type TellableResult } from '../engine/stepVerdict.ts';
import { SYSTEM_ACTOR } from '../systemActor.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { changeCase } from './changeCase.ts';
import type { TellCaseTools } from './tellCase.ts';

/** What became of a step. */
export type FinalResult = Extract<TellableResult, { readonly outcome: 'DONE' | 'REFUSED' }>;

/** What the server of a place says of a step by itself. */
export interface StepReport {
  readonly subgraph: string;
  readonly jurisdiction: DivisionCode;
  readonly stepKey: string;
  readonly result: FinalResult;
  /** Epoch ms. */
  readonly at: number;
}

/**
 * Takes what a place says of a step by itself: whenever it comes, and however often. What a step that was taken back, or is
 * over, hears another thing of is kept for a person; what is about no step of ours is kept aside.
 *
 * @returns `false` when there is no such step.
 * @throws {TongbanError} FORBIDDEN when the step is another place's.
 */
export async function takeStepResult(
  { database, vault, wakeUps }: TellCaseTools,
  report: StepReport,
): Promise<boolean> {
  const row = await database
    .selectFrom('steps')
    .select(['case_id', 'step', 'division'])
    .where('step_key', '=', report.stepKey)
    .where('subgraph', '=', report.subgraph)
    .executeTakeFirst();
  if (row === undefined) {
    await keepStray(database, report);
    return false;
  }
  if (!coversDivision(report.jurisdiction, row.division))
    throw new TongbanError('FORBIDDEN', 'A place speaks for its own steps alone');
  await database.transaction().execute((transaction) =>
    changeCase(transaction, row.case_id, {
      vault,
      wakeUps,
      actor: SYSTEM_ACTOR,
      action: 'stepResult',
      decide: async ({ state }, procedure) => {
        await endTurn(transaction, report);
        return stepVerdict(state, procedure, { ...report, step: row.step, isParked: false });
      },
    }),
  );
  return true;
}

/** Whoever is at the step now has lost it: the place has said what became of it. */
async function endTurn(transaction: CasesDatabase, { stepKey }: StepReport): Promise<void> {
  await transaction
    .updateTable('steps')
    .set({ state: 'OVER', owner: null, expires_at: null, code: null })
    .where('step_key', '=', stepKey)
    .execute();
}

async function keepStray(
  database: CasesDatabase,
  { subgraph, jurisdiction, stepKey, result }: StepReport,
): Promise<void> {
  await sql`
    insert into cases.strays (subgraph, jurisdiction, step_key, outcome)
    select ${subgraph}, ${jurisdiction}, ${stepKey}, ${result.outcome}
    where not exists (
      select from cases.strays where subgraph = ${subgraph} and step_key = ${stepKey} and outcome = ${result.outcome}
    )`.execute(database);
}
