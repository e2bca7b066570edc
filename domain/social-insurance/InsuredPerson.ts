import type { CalendarDate } from '../calendarDate.ts';
import type { Scheme } from './scheme.ts';

/** 参保人 with the schemes he or she is enrolled in, in order of scheme. */
export interface InsuredPerson {
  /** Epoch ms. */
  readonly asOf: number;
  readonly enrollments: readonly Enrollment[];
}

/** 参保: enrolment in one scheme. */
export interface Enrollment {
  readonly scheme: Scheme;
  readonly state: 'ACTIVE' | 'SUSPENDED' | 'TERMINATED' | 'UNKNOWN';
  /** `null` for residents who enrol by themselves. */
  readonly employerName: string | null;
  readonly enrolledOn: CalendarDate | null;
  readonly contributionMonths: number;
}
