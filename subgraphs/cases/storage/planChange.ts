import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import { CaseRefusal } from '../../../domain/cases/CaseRefusal.ts';
import { caseStatusOf } from '../../../domain/cases/caseStatusOf.ts';
import { departmentOf } from '../../../domain/cases/departmentOf.ts';
import type { Procedure } from '../../../domain/cases/Procedure.ts';
import { type SettledCase, settleCase } from '../../../domain/cases/settleCase.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CaseRecord } from '../CaseRecord.ts';
import type { CaseVault } from '../CaseVault.ts';
import { deltasOf } from '../statistics/deltasOf.ts';
import type { AuditCause } from './AuditCause.ts';
import type { AppendedRows } from './appendingRows.ts';
import type { CaseChange } from './CaseChange.ts';
import type { CaseColumns } from './caseColumns.ts';
import { type ChainedEvent, chainEvents } from './chainEvents.ts';
import { concernsClock } from './concernsClock.ts';
import { type SealedContent, sealContents } from './sealContents.ts';
import { stepsToDo } from './stepsToDo.ts';
import type { WakeUp } from './WakeUps.ts';
import { wakeUpsFor } from './wakeUpsFor.ts';

/** A case as it stands, with what it is changed by. */
export interface ChangeableCase {
  readonly row: CaseColumns;
  readonly record: CaseRecord;
  readonly procedure: Procedure;
  /** The key of the case, sealed; `null` where it was destroyed. */
  readonly wrapped: Buffer | null;
}

export interface ChangePlan extends AuditCause {
  readonly change: CaseChange;
  readonly vault: CaseVault;
  /** Steps that were begun and for which nobody was asked yet. */
  readonly unsent: ReadonlySet<string>;
}

/** All that is to be written for a change. */
export interface PlannedChange {
  readonly settled: SettledCase;
  readonly last: ChainedEvent;
  /** The due date is to be counted anew. */
  readonly isClock: boolean;
  readonly rows: AppendedRows;
  readonly wakeUps: readonly WakeUp[];
  /** The case after it. */
  readonly record: CaseRecord;
}

/**
 * Works out what a change comes to, and all that follows by the procedure; writes nothing.
 *
 * @returns `null` where nothing happens.
 * @throws {TongbanError} CONFLICT when it cannot happen to the case as it stands; NOT_FOUND for what a person wants to write
 *   in a case that was erased.
 */
export function planChange(
  { row, record, procedure: before, wrapped }: ChangeableCase,
  { change, vault, unsent, actor, action }: ChangePlan,
): PlannedChange | null {
  const cause = { actor: { ...actor, office: change.office ?? actor.office }, action };
  const { caseId, sequence } = record;
  const procedure = change.procedure ?? before;
  const settled = settleCase(record.state, change.events, procedure, unsent);
  if (settled instanceof CaseRefusal)
    throw new TongbanError('CONFLICT', `This cannot be done with the case as it stands: ${settled.reason}`);
  const written = { caseId, sequence: sequence + 1, contents: change.contents, wrapped, vault };
  const contents = sealed(written, cause);
  const events = chainEvents({ caseId, sequence, hash: row.last_hash, contents }, settled.events);
  const last = events.at(-1);
  if (last === undefined) return null;

  const steps = stepsToDo({ record, settled, events });
  const isClock = concernsClock(settled.events);
  const deltas = deltasOf({ ...countedOf({ row, record, procedure }), ...settled });
  const { state } = settled;
  return {
    settled,
    last,
    isClock,
    rows: { events, cause, contents, deltas, steps },
    wakeUps: [
      ...(change.wakeUps ?? []),
      ...wakeUpsFor(steps),
      ...(isClock ? [{ kind: 'deadline', caseId } as const] : []),
    ],
    record: {
      ...record,
      state,
      status: caseStatusOf(state),
      procedure: state.procedure,
      sequence: last.sequence,
    },
  };
}

const countedOf = ({ row, record, procedure }: Omit<ChangeableCase, 'wrapped'>) => ({
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

interface Written extends Pick<ChangeableCase, 'wrapped'> {
  readonly caseId: string;
  readonly sequence: number;
  readonly contents: CaseChange['contents'];
  readonly vault: CaseVault;
}

/** Where what was written in the case has been erased, what a place says still counts, but nothing more is written down. */
function sealed(
  { caseId, sequence, contents, wrapped, vault }: Written,
  { actor }: AuditCause,
): readonly SealedContent[] {
  if (Object.keys(contents).length === 0) return [];
  if (wrapped !== null)
    return sealContents({ caseId, sequence, contents, key: vault.unwrap(wrapped, caseId), vault });
  if (actor.kind === 'SYSTEM') return [];
  throw new TongbanError('NOT_FOUND', 'What was written in this case has been erased');
}
