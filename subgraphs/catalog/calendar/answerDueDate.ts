import type { CalendarDate } from '../../../domain/calendarDate.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { countDueDate, type Pause } from '../../../domain/working-days/countDueDate.ts';
import { answerAvailability } from '../availability/answerAvailability.ts';
import type { ServiceItem } from '../items/ServiceItem.ts';
import type { Snapshot } from '../versions/Snapshot.ts';
import { chooseDeadline } from './chooseDeadline.ts';
import type { DueDateAnswer } from './DueDateAnswer.ts';

export interface DueDateRequest {
  /** `null`: the catalogue has no such item. */
  readonly item: ServiceItem | null;
  readonly acceptedOn: CalendarDate;
  /** The owning division. */
  readonly division: DivisionCode;
  readonly acceptingDivision: DivisionCode | null;
  readonly pauses: readonly Pause[];
  /** Counted instead of what the version states. */
  readonly workingDays: number | null;
}

/**
 * Counts the time limit that a version states for an item, by the calendar of the owning division.
 *
 * @throws {TongbanError} BAD_USER_INPUT for a pause that ends before it begins, or a day beyond the year 9999.
 */
export function answerDueDate(snapshot: Snapshot, request: DueDateRequest): DueDateAnswer {
  const { item, acceptedOn, division, acceptingDivision, pauses } = request;
  const deadline =
    acceptingDivision === null
      ? chooseDeadline([], item)
      : answerAvailability(snapshot, { item, acceptingDivision, owningDivision: division, on: acceptedOn })
          .deadline;
  const open = { dueOn: null, deadline, provisional: false, division };
  if (item === null) return { ...open, reason: 'ITEM_NOT_IN_CATALOGUE' };
  const workingDays = request.workingDays ?? deadline?.workingDays ?? null;
  if (workingDays === null) return { ...open, reason: 'NO_KNOWN_LIMIT' };
  try {
    const due = countDueDate(snapshot.calendar, { acceptedOn, workingDays, division, pauses });
    return due === null ? { ...open, reason: 'PAUSED' } : { ...open, ...due, reason: null };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new TongbanError('BAD_USER_INPUT', error.message, { cause: error });
  }
}
