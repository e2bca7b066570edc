import type { Department } from '../../domain/department.ts';
import type { RecordDepartment } from './resolvers.generated.ts';

/** The schema's names of the departments. */
export const RECORD_DEPARTMENT = {
  publicSecurity: 'PUBLIC_SECURITY',
  socialInsurance: 'SOCIAL_INSURANCE',
  housingFund: 'HOUSING_FUND',
} as const satisfies Record<Department, RecordDepartment>;
