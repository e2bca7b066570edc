import { type Selectable, sql } from 'kysely';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import type { CaseEvent } from '../../../domain/cases/CaseEvent.ts';
import { CaseRefusal } from '../../../domain/cases/CaseRefusal.ts';
import { caseStatusOf } from '../../../domain/cases/caseStatusOf.ts';
import { departmentOf } from '../../../domain/cases/departmentOf.ts';
import type { Procedure } from '../../../domain/cases/Procedure.ts';
import { type SettledCase, settleCase } from '../../../domain/cases/settleCase.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CaseRecord } from '../CaseRecord.ts';
import type { CaseVault } from '../CaseVault.ts';
import { deltasOf } from '../statistics/deltasOf.ts';
import { type AppendedRows, type AuditCause, appendingRows } from './appendingRows.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import type { CasesTables } from './CasesTables.ts';
import { type ChainedEvent, chainEvents } from './chainEvents.ts';
import { columnsOf } from './columnsOf.ts';
import { concernsClock } from './concernsClock.ts';
import { endUndone } from './endUndone.ts';
import { findUnsent } from './findUnsent.ts';
import { type SealedContent, sealContents } from './sealContents.ts';
import { stepsToDo } from './stepsToDo.ts';
import { toCaseRecord } from './toCaseRecord.ts';
import type { WakeUp, WakeUps } from './WakeUps.ts';
import { wakeUpsFor } from './wakeUpsFor.ts';

/** What happened to a case, and what was written with it, by name. */
export interface CaseChange {
  readonly events: readonly CaseEvent[];
  readonly contents: Readonly<Record<string, unknown>>;
  /** In whose right it was done; default the actor's office. */
  readonly office?: DivisionCode;
  /** Who is to be woken beside those whom what follows concerns. */
  readonly wakeUps?: readonly WakeUp[];
}

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
  return change === null ? record : apply(transaction, { row, record, procedure, wrapped, change }, options);
}

interface Applied {
  readonly row: Selectable<CasesTables['cases']>;
  readonly record: CaseRecord;
  readonly procedure: Procedure;
  /** The key of the case, sealed; `null` where it was destroyed. */
  readonly wrapped: Buffer | null;
  readonly change: CaseChange;
}

/** What belongs to a case that is locked: only a statement after the one that waited for the lock sees all that is so now. */
async function readLocked(
  transaction: CasesDatabase,
  { case_id, procedure_id, procedure_version }: Selectable<CasesTables['cases']>,
): Promise<Pick<Applied, 'procedure' | 'wrapped'>> {
  const { rows } = await sql<Pick<Applied, 'procedure' | 'wrapped'>>`-- prepared: read-locked
    select procedures.content as procedure, keys.wrapped
    from cases.procedures left join cases.keys on keys.case_id = ${case_id}
    where procedures.id = ${procedure_id} and procedures.version = ${procedure_version}`.execute(transaction);
  const [found] = rows;
  if (found === undefined) throw new RangeError(`the procedure ${procedure_id} of a case is not there`);
  return found;
}

async function apply(
  transaction: CasesDatabase,
  { row, record, procedure, wrapped, change }: Applied,
  { vault, wakeUps, actor, action }: ChangeCaseOptions,
): Promise<CaseRecord> {
  const cause = { actor: { ...actor, office: change.office ?? actor.office }, action };
  const { caseId, sequence } = record;
  const unsent = await findUnsent(transaction, caseId, change.events);
  const settled = settleCase(record.state, change.events, procedure, unsent);
  if (settled instanceof CaseRefusal)
    throw new TongbanError('CONFLICT', `This cannot be done with the case as it stands: ${settled.reason}`);
  const events = chainEvents({ caseId, sequence, hash: row.last_hash }, settled.events);
  const last = events.at(-1);
  if (last === undefined) return record;

  await endUndone(transaction, caseId, settled);
  const steps = stepsToDo({ record, settled, events });
  const isClock = concernsClock(settled.events);
  await write(
    transaction,
    { caseId, settled, last, isClock },
    {
      events,
      cause,
      contents: sealed({ caseId, contents: change.contents, wrapped, vault }, cause),
      deltas: deltasOf({ ...countedOf({ row, record, procedure }), ...settled }),
      steps,
    },
  );
  wakeUps.send([
    ...(change.wakeUps ?? []),
    ...wakeUpsFor(steps),
    ...(isClock ? [{ kind: 'deadline', caseId } as const] : []),
  ]);
  const { state } = settled;
  return {
    ...record,
    state,
    status: caseStatusOf(state),
    procedure: state.procedure,
    sequence: last.sequence,
  };
}

const countedOf = ({ row, record, procedure }: Pick<Applied, 'row' | 'record' | 'procedure'>) => ({
  item: record.item,
  department: departmentOf(procedure),
  accepting: record.divisions.ACCEPTING,
  owning: record.divisions.OWNING,
  mode: record.mode,
  authority: record.authority,
  channel: record.channel,
  limitWorkingDays: record.limitWorkingDays,
  dueOn: row.due_on === null || row.due_stale ? null : parseCalendarDate(row.due_on),
  isOverdue: row.overdue_on !== null,
});

interface WrittenCase {
  readonly caseId: string;
  readonly settled: SettledCase;
  readonly last: ChainedEvent;
  /** The due date is to be counted anew. */
  readonly isClock: boolean;
}

async function write(
  transaction: CasesDatabase,
  { caseId, settled: { state }, last, isClock }: WrittenCase,
  rows: AppendedRows,
): Promise<void> {
  const columns = columnsOf(state, caseStatusOf(state));
  await sql`-- prepared: change-case
    with written as (
      update cases.cases set
        status = ${columns.status}, outcome = ${columns.outcome}, state = ${columns.state},
        procedure_id = ${columns.procedure_id}, procedure_version = ${columns.procedure_version},
        submitted_at = ${columns.submitted_at}, accepted_at = ${columns.accepted_at}, closed_at = ${columns.closed_at},
        sequence = ${last.sequence}, last_hash = ${last.hash}, due_stale = due_stale or ${isClock}::boolean
      where case_id = ${caseId}
      returning case_id, due_on
    ), ${appendingRows(rows)}
    select case_id from written`.execute(transaction);
}

/**
 * Where what was written in the case has been erased, what a place says still counts, but nothing more is written down.
 *
 * @throws {TongbanError} NOT_FOUND for anybody else who wants to write then.
 */
function sealed(
  {
    caseId,
    contents,
    wrapped,
    vault,
  }: Pick<Applied, 'wrapped'> & Pick<CaseChange, 'contents'> & { caseId: string; vault: CaseVault },
  { actor }: AuditCause,
): readonly SealedContent[] {
  if (Object.keys(contents).length === 0) return [];
  if (wrapped !== null) return sealContents({ caseId, contents, key: vault.unwrap(wrapped, caseId), vault });
  if (actor.kind === 'SYSTEM') return [];
  throw new TongbanError('NOT_FOUND', 'What was written in this case has been erased');
}
