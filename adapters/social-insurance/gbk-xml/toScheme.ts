import type { Scheme } from '../../../domain/social-insurance/scheme.ts';
import { translate } from '../../transport/translate.ts';

/** 险种类型. */
const SCHEMES = {
  '110': 'EMPLOYEE_PENSION',
  '120': 'CIVIL_SERVICE_PENSION',
  '170': 'RESIDENT_PENSION',
  '210': 'UNEMPLOYMENT',
  '310': 'EMPLOYEE_MEDICAL',
  '390': 'RESIDENT_MEDICAL',
  '410': 'WORK_INJURY',
  '510': 'MATERNITY',
} as const satisfies Record<string, Scheme>;

export function toScheme(aae140: string): Scheme {
  return translate(SCHEMES, aae140);
}
