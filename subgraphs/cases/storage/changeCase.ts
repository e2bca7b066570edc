import { type Selectable, sql } from 'kysely';
import type { Procedure } from '../../../domain/cases/Procedure.ts';
import type { CaseRecord } from '../CaseRecord.ts';
import type { CaseVault } from '../CaseVault.ts';
import type { AuditCause } from './AuditCause.ts';
import { appendingRows } from './appendingRows.ts';
import type { CaseChange } from './CaseChange.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import type { CasesTables } from './CasesTables.ts';
import { endUndone } from './endUndone.ts';
import { findUnsent } from './findUnsent.ts';
import { keepProcedure } from './keepProcedure.ts';
import { type ChangeableCase, type PlannedChange, planChange } from './planChange.ts';
import { settingCase } from './settingCase.ts';
import { toCaseRecord } from './toCaseRecord.ts';
import type { WakeUps } from './WakeUps.ts';

export interface ChangeCaseOptions extends AuditCause {
  readonly vault: CaseVault;
  readonly wakeUps: WakeUps;
  /**
   * What happened, found out while the case cannot change; `null`: nothing after all. It may write in the same transaction.
   *
   * @throws {TongbanError} whatever the caller is to read.
   */
  decide(record: CaseRecord, procedure: Procedure): CaseChange | null | Promise<CaseChange | null>;
}

/**
 * Changes a case, and does all that follows by its procedure, in one transaction: events, audit, projection, steps, jobs.
 *
 * @returns the case after it; `null` where there is no such case.
 * @throws {TongbanError} CONFLICT when it cannot happen to the case as it stands.
 */
export async function changeCase(
  transaction: CasesDatabase,
  caseId: string,
  options: ChangeCaseOptions,
): Promise<CaseRecord | null> {
  const row = await transaction
    .selectFrom('cases')
    .selectAll()
    .where('case_id', '=', caseId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return null;
  const record = toCaseRecord(row);
  const { procedure, wrapped } = await readLocked(transaction, row);
  const change = await options.decide(record, procedure);
  if (change === null) return record;
  if (change.procedure !== undefined) await keepProcedure(transaction, change.procedure);
  const unsent = await findUnsent(transaction, caseId, change.events);
  const planned = planChange({ row, record, procedure, wrapped }, { ...options, change, unsent });
  if (planned === null) return record;
  await endUndone(transaction, caseId, planned.settled);
  await write(transaction, caseId, planned);
  options.wakeUps.send(planned.wakeUps);
  return planned.record;
}

/** What belongs to a case that is locked: only a statement after the one that waited for the lock sees all that is so now. */
async function readLocked(
  transaction: CasesDatabase,
  { case_id, procedure_id, procedure_version }: Selectable<CasesTables['cases']>,
): Promise<Pick<ChangeableCase, 'procedure' | 'wrapped'>> {
  const { rows } = await sql<Pick<ChangeableCase, 'procedure' | 'wrapped'>>`-- prepared: read-locked
    select procedures.content as procedure, keys.wrapped
    from cases.procedures left join cases.keys on keys.case_id = ${case_id}
    where procedures.id = ${procedure_id} and procedures.version = ${procedure_version}`.execute(transaction);
  const [found] = rows;
  if (found === undefined) throw new RangeError(`the procedure ${procedure_id} of a case is not there`);
  return found;
}

async function write(transaction: CasesDatabase, caseId: string, planned: PlannedChange): Promise<void> {
  await sql`-- prepared: change-case
    with written as (
      update cases.cases set ${settingCase(planned)} where case_id = ${caseId} returning case_id, due_on
    ), ${appendingRows(planned.rows)}
    select case_id from written`.execute(transaction);
}
