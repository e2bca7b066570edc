import type { Scheme } from '../../domain/social-insurance/scheme.ts';
import { TongbanError } from '../../domain/TongbanError.ts';

/** 险种类型 to ask for. */
const CODES = {
  EMPLOYEE_PENSION: '110',
  CIVIL_SERVICE_PENSION: '120',
  RESIDENT_PENSION: '170',
  UNEMPLOYMENT: '210',
  EMPLOYEE_MEDICAL: '310',
  RESIDENT_MEDICAL: '390',
  WORK_INJURY: '410',
  MATERNITY: '510',
} as const satisfies Record<Exclude<Scheme, 'UNKNOWN'>, string>;

/** @throws {TongbanError} `BAD_USER_INPUT` for `UNKNOWN`, which no system can be asked for. */
export function fromScheme(scheme: Scheme): string {
  if (scheme === 'UNKNOWN') throw new TongbanError('BAD_USER_INPUT', 'an unknown scheme cannot be asked for');
  return CODES[scheme];
}
