import { addDays } from '../../../domain/addDays.ts';
import { beijingDay } from '../../../domain/beijingDay.ts';
import type { CalendarDate } from '../../../domain/calendarDate.ts';
import type { CaseEvent } from '../../../domain/cases/CaseEvent.ts';
import type { CaseState } from '../../../domain/cases/CaseState.ts';
import type { CaseOutcome } from '../../../domain/cases/caseOutcome.ts';
import type { CountedCase, DeltaDuration, DeltaKind, StatisticsDelta } from './StatisticsDelta.ts';

/** A case to which something has happened. */
export interface ChangedCase extends CountedCase {
  readonly limitWorkingDays: number | null;
  /** The last day of its limit, as far as it is known to be right; `null` else. */
  readonly dueOn: CalendarDate | null;
  /** Whether it has been counted as overdue. */
  readonly isOverdue: boolean;
  /** After all that has happened. */
  readonly state: CaseState;
  readonly events: readonly CaseEvent[];
}

const ENDS = {
  GRANTED: 'COMPLETED',
  REFUSED: 'REFUSED',
  WITHDRAWN: 'WITHDRAWN',
  TERMINATED: 'TERMINATED',
} as const satisfies Record<CaseOutcome, DeltaKind>;

/** What is to be counted of what happened to a case. Pure. */
export function deltasOf(changed: ChangedCase): readonly StatisticsDelta[] {
  const { item, department, accepting, owning, mode, authority, channel } = changed;
  return changed.events.flatMap((event) =>
    countsOf(event, changed).map((count) => ({
      item,
      department,
      accepting,
      owning,
      mode,
      authority,
      channel,
      ...count,
    })),
  );
}

type Count = Pick<StatisticsDelta, 'kind' | 'day' | 'duration'>;

function countsOf(event: CaseEvent, changed: ChangedCase): readonly Count[] {
  const day = beijingDay(event.at);
  switch (event.type) {
    case 'SUBMITTED':
    case 'ACCEPTED':
    case 'DECLINED':
      return [{ kind: event.type, day, duration: null }];
    case 'CLOSED': {
      const { state, limitWorkingDays, dueOn, isOverdue } = changed;
      const end: Count = { kind: ENDS[event.outcome], day, duration: durationOf(state, limitWorkingDays) };
      // It ended late before anybody looked for what is overdue.
      const isLate = dueOn !== null && !isOverdue && dueOn < day;
      return isLate ? [end, { kind: 'OVERDUE', day: addDays(dueOn, 1), duration: null }] : [end];
    }
    case 'CONSENT_ASKED':
    case 'PARTY_JOINED':
    case 'CONSENT_GIVEN':
    case 'CONSENT_REFUSED':
    case 'CONSENT_LAPSED':
    case 'SUPPLEMENT_REQUESTED':
    case 'SUPPLEMENTED':
    case 'SPECIAL_PROCEDURE_BEGUN':
    case 'SPECIAL_PROCEDURE_ENDED':
    case 'STEP_BEGUN':
    case 'STEP_PENDING':
    case 'STEP_UNKNOWN':
    case 'STEP_DONE':
    case 'STEP_REFUSED':
    case 'STEP_PARKED':
    case 'STEP_RESOLVED':
    case 'STEP_CANCELLED':
    case 'STEP_CONTRADICTED':
    case 'ENDING_BEGUN':
    case 'DELIVERED':
    case 'RATED':
    case 'CORRECTION_OPENED':
    case 'CORRECTION_ANSWERED':
    case 'INQUIRY_OPENED':
    case 'INQUIRY_ANSWERED':
    case 'INQUIRY_WITHDRAWN':
    case 'PROCEDURE_CHANGED':
      return [];
  }
}

/** How long an applicant thought before withdrawing says nothing of an office. */
function durationOf(state: CaseState, limitDays: number | null): DeltaDuration | null {
  if (state.phase !== 'CLOSED' || state.acceptedAt === null) return null;
  if (state.outcome !== 'GRANTED' && state.outcome !== 'REFUSED') return null;
  const pauses = state.pauses.map(({ from, to }) => ({
    from: beijingDay(from),
    to: to === null ? null : beijingDay(to),
  }));
  return { acceptedOn: beijingDay(state.acceptedAt), limitDays, pauses };
}
