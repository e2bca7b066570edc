/** 险种. */
export const SCHEMES = [
  'EMPLOYEE_PENSION',
  'CIVIL_SERVICE_PENSION',
  'RESIDENT_PENSION',
  'UNEMPLOYMENT',
  'EMPLOYEE_MEDICAL',
  'RESIDENT_MEDICAL',
  'WORK_INJURY',
  'MATERNITY',
  'UNKNOWN',
] as const;
export type Scheme = (typeof SCHEMES)[number];
