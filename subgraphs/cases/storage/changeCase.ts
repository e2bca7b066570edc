import type { Selectable } from 'kysely';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import type { CaseEvent } from '../../../domain/cases/CaseEvent.ts';
import { CaseRefusal } from '../../../domain/cases/CaseRefusal.ts';
import { caseStatusOf } from '../../../domain/cases/caseStatusOf.ts';
import { departmentOf } from '../../../domain/cases/departmentOf.ts';
import type { Procedure } from '../../../domain/cases/Procedure.ts';
import { settleCase } from '../../../domain/cases/settleCase.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CaseRecord } from '../CaseRecord.ts';
import type { CaseVault } from '../CaseVault.ts';
import { deltasOf } from '../statistics/deltasOf.ts';
import type { AuditCause } from './AuditCause.ts';
import { appendEvents } from './appendEvents.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import type { CasesTables } from './CasesTables.ts';
import { chainEvents } from './chainEvents.ts';
import { columnsOf } from './columnsOf.ts';
import { concernsClock } from './concernsClock.ts';
import { endUndone } from './endUndone.ts';
import { findUnsent } from './findUnsent.ts';
import { insertDeltas } from './insertDeltas.ts';
import { insertSteps } from './insertSteps.ts';
import { keepProcedure } from './keepProcedure.ts';
import { openCaseKey } from './openCaseKey.ts';
import { storeContents } from './storeContents.ts';
import { toCaseRecord } from './toCaseRecord.ts';
import type { WakeUps } from './WakeUps.ts';

/** What happened to a case, and what was written with it, by name. */
export interface CaseChange {
  readonly events: readonly CaseEvent[];
  readonly contents: Readonly<Record<string, unknown>>;
  /** In whose right it was done; default the actor's office. */
  readonly office?: DivisionCode;
  /** By which the case goes on from now on; default the one that it runs by. */
  readonly procedure?: Procedure;
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
  const { content: procedure } = await transaction
    .selectFrom('procedures')
    .select('content')
    .where('id', '=', row.procedure_id)
    .where('version', '=', row.procedure_version)
    .executeTakeFirstOrThrow();
  const change = await options.decide(record, procedure);
  return change === null ? record : apply(transaction, { row, record, procedure, change }, options);
}

interface Applied {
  readonly row: Selectable<CasesTables['cases']>;
  readonly record: CaseRecord;
  readonly procedure: Procedure;
  readonly change: CaseChange;
}

async function apply(
  transaction: CasesDatabase,
  { row, record, procedure: before, change }: Applied,
  { vault, wakeUps, actor, action }: ChangeCaseOptions,
): Promise<CaseRecord> {
  const cause = { actor: { ...actor, office: change.office ?? actor.office }, action };
  const { caseId, sequence } = record;
  const procedure = change.procedure ?? before;
  if (change.procedure !== undefined) await keepProcedure(transaction, procedure);
  const unsent = await findUnsent(transaction, caseId, change.events);
  const settled = settleCase(record.state, change.events, procedure, unsent);
  if (settled instanceof CaseRefusal)
    throw new TongbanError('CONFLICT', `This cannot be done with the case as it stands: ${settled.reason}`);
  const events = chainEvents({ caseId, sequence, hash: row.last_hash }, settled.events);
  const last = events.at(-1);
  if (last === undefined) return record;

  if (Object.keys(change.contents).length > 0) {
    const key = await openCaseKey(transaction, vault, caseId).catch(noneForSystems(cause));
    if (key !== null) await storeContents(transaction, { caseId, contents: change.contents, key, vault });
  }
  await appendEvents(transaction, { caseId, events }, cause);
  await insertDeltas(
    transaction,
    deltasOf({
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
      ...settled,
    }),
  );
  await endUndone(transaction, caseId, settled);
  const places = await insertSteps(transaction, { record, settled, events });
  const clock = concernsClock(settled.events);
  const changed = await transaction
    .updateTable('cases')
    .set({
      ...(clock ? { due_stale: true } : {}),
      ...columnsOf(settled.state, caseStatusOf(settled.state)),
      sequence: last.sequence,
      last_hash: last.hash,
    })
    .where('case_id', '=', caseId)
    .returningAll()
    .executeTakeFirstOrThrow();
  await wakeUps.send(transaction, [...places, ...(clock ? [{ kind: 'deadline', caseId } as const] : [])]);
  return toCaseRecord(changed);
}

/** What was written in the case has been erased: what a place says still counts, but nothing more is written down. */
const noneForSystems =
  ({ actor }: AuditCause) =>
  (error: unknown): null => {
    if (actor.kind === 'SYSTEM' && error instanceof TongbanError && error.code === 'NOT_FOUND') return null;
    throw error;
  };
