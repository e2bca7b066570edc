import type { CalendarDate } from '../../../domain/calendarDate.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { Deadline } from './Deadline.ts';

/** 办结期限 as answered. */
export interface DueDateAnswer {
  readonly dueOn: CalendarDate | null;
  /** `null` where there is a day. */
  readonly reason: 'ITEM_NOT_IN_CATALOGUE' | 'NO_KNOWN_LIMIT' | 'PAUSED' | null;
  readonly deadline: Deadline | null;
  readonly provisional: boolean;
  /** Whose working days were counted. */
  readonly division: DivisionCode;
}
