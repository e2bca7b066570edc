import type { CalendarDate } from '../calendarDate.ts';

/** 待遇资格认证. */
export interface BenefitEligibilityCheck {
  /** Epoch ms. */
  readonly asOf: number;
  readonly state: 'PASSED' | 'DUE' | 'OVERDUE' | 'UNKNOWN';
  readonly lastCheckedOn: CalendarDate | null;
  readonly dueOn: CalendarDate | null;
}
