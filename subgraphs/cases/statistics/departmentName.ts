import { DEPARTMENTS, type Department } from '../../../domain/department.ts';

const NAMES = {
  publicSecurity: 'PUBLIC_SECURITY',
  socialInsurance: 'SOCIAL_INSURANCE',
  housingFund: 'HOUSING_FUND',
} as const satisfies Record<Department, string>;

/** A department as the schema names it. */
export type DepartmentName = (typeof NAMES)[Department];

/** `null` for anything but one of ours. */
export function toDepartmentName(department: Department): DepartmentName;
export function toDepartmentName(department: string | null): DepartmentName | null;
export function toDepartmentName(department: string | null): DepartmentName | null {
  const known = DEPARTMENTS.find((one) => one === department);
  return known === undefined ? null : NAMES[known];
}

export const fromDepartmentName = (name: DepartmentName): Department => BY_NAME[name];

const BY_NAME = {
  PUBLIC_SECURITY: 'publicSecurity',
  SOCIAL_INSURANCE: 'socialInsurance',
  HOUSING_FUND: 'housingFund',
} as const satisfies Record<DepartmentName, Department>;
