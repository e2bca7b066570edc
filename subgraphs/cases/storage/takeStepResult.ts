import { sql } from 'kysely';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { coversDivision } from '../coversDivision.ts';
import { stepVerdict, type TellableResult } from '../engine/stepVerdict.ts';
import { SYSTEM_ACTOR } from '../systemActor.ts';
import type { CaseChange } from './CaseChange.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { changeCase } from './changeCase.ts';
import { findStep } from './findStep.ts';
import { isContradiction } from './isContradiction.ts';
import { SUPERSEDED } from './superseded.ts';
import type { TellCaseTools } from './TellCaseTools.ts';
import { transact } from './transact.ts';

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
export async function takeStepResult(tools: TellCaseTools, report: StepReport): Promise<boolean> {
  const { database, vault, logger } = tools;
  const row = await database
    .selectFrom('steps')
    .select(['case_id', 'step', 'division'])
    .where('step_key', '=', report.stepKey)
    .where('subgraph', '=', report.subgraph)
    .executeTakeFirst();
  if (row === undefined) {
    await keepStray(database, report);
    logger.warn(
      { step: report.stepKey, place: placeOf(report) },
      'a place told of a step that is none of ours',
    );
    return false;
  }
  if (!coversDivision(report.jurisdiction, row.division))
    throw new TongbanError('FORBIDDEN', 'A place speaks for its own steps alone');
  let verdict: CaseChange | null = null;
  await transact(tools, (transaction, wakeUps) =>
    changeCase(transaction, row.case_id, {
      vault,
      wakeUps,
      actor: SYSTEM_ACTOR,
      action: 'stepResult',
      decide: async ({ caseId, state }, procedure) => {
        const attempt = await endTurn(transaction, { caseId, step: row.step, report });
        if (attempt === 'KNOWN') return null;
        const isSuperseded = attempt === 'SUPERSEDED';
        verdict = stepVerdict(state, procedure, { ...report, step: row.step, isParked: false, isSuperseded });
        return verdict;
      },
    }),
  );
  if (isContradiction(verdict))
    logger.warn(
      { step: report.stepKey, place: placeOf(report) },
      'a place contradicts what its case went on with',
    );
  return true;
}

const placeOf = ({ subgraph, jurisdiction }: StepReport): string => `${subgraph}/${jurisdiction}`;

/**
 * Whoever is at the step now has lost it: the place has said what became of it. What is said of an attempt that a person had
 * made anew counts as long as nothing has come of that: it is not sent then.
 *
 * @returns which attempt it is about; `KNOWN`: it says nothing new.
 */
async function endTurn(
  transaction: CasesDatabase,
  { caseId, step, report: { stepKey, result } }: TurnOfStep,
): Promise<'LAST' | 'SUPERSEDED' | 'KNOWN'> {
  const last = await findStep(transaction, { caseId, step });
  const end = (key: string, code: string | null) =>
    transaction
      .updateTable('steps')
      .set({ state: 'OVER', owner: null, expires_at: null, code })
      .where('step_key', '=', key);
  if (last === undefined || last.step_key === stepKey) {
    await end(stepKey, null).execute();
    return 'LAST';
  }
  // That it did not happen is what it was asked for anew for.
  if (result.outcome === 'REFUSED') return 'KNOWN';
  const { numUpdatedRows } = await end(stepKey, SUPERSEDED.DONE)
    .where('code', 'is distinct from', SUPERSEDED.DONE)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return 'KNOWN';
  if (last.state !== 'READY' || last.owner !== null) return 'SUPERSEDED';
  await end(last.step_key, null).execute();
  return 'LAST';
}

interface TurnOfStep {
  readonly caseId: string;
  readonly step: string;
  readonly report: StepReport;
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
