import type { Enrollment } from '../../../domain/social-insurance/InsuredPerson.ts';
import { translate } from '../../transport/translate.ts';
import { toScheme } from './toScheme.ts';
import type { EnrollmentRow } from './wire.ts';

/** 缴费状态. */
const STATES = {
  '1': 'ACTIVE',
  '2': 'SUSPENDED',
  '3': 'TERMINATED',
} as const satisfies Record<string, Enrollment['state']>;

export function toEnrollment(row: EnrollmentRow): Enrollment {
  return {
    scheme: toScheme(row.aae140),
    state: translate(STATES, row.aac031),
    employerName: row.aab004,
    enrolledOn: row.aab050,
    contributionMonths: row.yac201,
  };
}
