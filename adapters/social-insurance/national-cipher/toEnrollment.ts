import type { Enrollment } from '../../../domain/social-insurance/InsuredPerson.ts';
import { translate } from '../../transport/translate.ts';
import { CODE_TABLES } from '../codeTables.ts';
import { toScheme } from '../toScheme.ts';
import type { EnrollmentRow } from './wire.ts';

export function toEnrollment(row: EnrollmentRow): Enrollment {
  return {
    scheme: toScheme(row.aae140),
    state: translate(CODE_TABLES.enrollmentStates, row.aac031),
    employerName: row.aab004,
    enrolledOn: row.aab050,
    contributionMonths: row.yac201,
  };
}
