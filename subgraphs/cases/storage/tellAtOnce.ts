import { sql } from 'kysely';
import type { Procedure } from '../../../domain/cases/Procedure.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CaseVault } from '../CaseVault.ts';
import type { ClaimedStep } from '../engine/ClaimedStep.ts';
import { type StepNews, stepVerdict } from '../engine/stepVerdict.ts';
import { SYSTEM_ACTOR } from '../systemActor.ts';
import { appendingRows } from './appendingRows.ts';
import type { CaseChange } from './CaseChange.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { CASE_COLUMNS, type CaseColumns } from './caseColumns.ts';
import { mayEnd } from './mayEnd.ts';
import { type ChangeableCase, type PlannedChange, planChange } from './planChange.ts';
import { settingCase } from './settingCase.ts';
import type { StepSettlement } from './settleStep.ts';
import type { TellCaseTools } from './TellCaseTools.ts';
import { toCaseRecord } from './toCaseRecord.ts';
import { undoneSteps } from './undoneSteps.ts';

export interface ToldAtOnce {
  readonly step: ClaimedStep;
  readonly news: StepNews;
  readonly settlement: StepSettlement;
}

/** The version is of the row itself: a due date that was counted meanwhile is a change too. */
type Found = ChangeableCase & { readonly version: string };

/**
 * Tells a case the result of a step in one statement, on the bet that nothing happens to the case meanwhile: what is to be
 * written is worked out from how it stood, and written only where it still stands so and the step is still ours.
 *
 * @returns `null` where nothing was written: it takes a lock.
 */
export async function tellAtOnce(
  { database, vault, wakeUps }: TellCaseTools,
  { step, news, settlement }: ToldAtOnce,
): Promise<CaseChange | null> {
  const found = await find(database, step.caseId);
  const change = found === null ? null : stepVerdict(found.record.state, found.procedure, news);
  // What others begin for the case at this moment must not be overlooked when it ends.
  if (found === null || change === null || mayEnd(change.events)) return null;
  const planned = plan(found, change, vault);
  if (planned === null || undoneSteps(planned.settled).length > 0) return null;
  if (!(await write(database, { found, planned, step, settlement }))) return null;
  wakeUps.send(planned.wakeUps);
  return change;
}

/** `null` where nothing happens, or cannot: only whoever holds the case can tell that from having looked too early. */
function plan(found: Found, change: CaseChange, vault: CaseVault): PlannedChange | null {
  try {
    return planChange(found, { change, vault, unsent: new Set(), actor: SYSTEM_ACTOR, action: 'step' });
  } catch (error) {
    if (error instanceof TongbanError) return null;
    throw error;
  }
}

async function find(database: CasesDatabase, caseId: string): Promise<Found | null> {
  const { rows } = await sql<
    CaseColumns & { readonly version: string; readonly procedure: Procedure; readonly wrapped: Buffer | null }
  >`-- prepared: read-to-tell
    select ${CASE_COLUMNS}, cases.xmin::text as version, procedures.content as procedure, keys.wrapped
    from cases.cases
    join cases.procedures on procedures.id = cases.procedure_id and procedures.version = cases.procedure_version
    join cases.keys on keys.case_id = cases.case_id
    where cases.case_id = ${caseId}`.execute(database);
  const [row] = rows;
  if (row === undefined) return null;
  const { version, procedure, wrapped } = row;
  return { row, record: toCaseRecord(row), procedure, wrapped, version };
}

interface Bet {
  readonly found: Found;
  readonly planned: PlannedChange;
  readonly step: ClaimedStep;
  readonly settlement: StepSettlement;
}

/** The key is held too: what is sealed under one that is just being destroyed would be there and be nobody's. */
async function write(database: CasesDatabase, { found, planned, step, settlement }: Bet): Promise<boolean> {
  const { state, code, attempts, inSeconds } = settlement;
  const { rows } = await sql`-- prepared: tell-at-once
    with mine as (
      select cases.case_id from cases.cases join cases.keys on keys.case_id = cases.case_id
      where cases.case_id = ${step.caseId} and cases.xmin::text = ${found.version}
        and keys.wrapped is not distinct from ${found.wrapped}::bytea
      for update of cases for share of keys
    ), settled as (
      update cases.steps set
        state = ${state}, code = ${code}, attempts = ${attempts}, crashes = 0,
        next_at = now() + make_interval(secs => ${inSeconds}), owner = null, expires_at = null
      from mine
      where steps.step_key = ${step.stepKey} and steps.owner = ${step.owner} and steps.token = ${step.token}
      returning mine.case_id
    ), written as (
      update cases.cases set ${settingCase(planned)}
      from settled where cases.case_id = settled.case_id
      returning cases.case_id, cases.due_on
    ), ${appendingRows(planned.rows)}
    select case_id from written`.execute(database);
  return rows.length === 1;
}
