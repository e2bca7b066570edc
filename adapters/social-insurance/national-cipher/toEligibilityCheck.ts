import type { BenefitEligibilityCheck } from '../../../domain/social-insurance/BenefitEligibilityCheck.ts';
import { translate } from '../../transport/translate.ts';
import type { EligibilityRow } from './wire.ts';

/** 认证状态; 0 is not the first of them. */
const STATES = {
  '0': 'DUE',
  '1': 'PASSED',
  '2': 'OVERDUE',
} as const satisfies Record<string, BenefitEligibilityCheck['state']>;

/** @param asOf - epoch ms. */
export function toEligibilityCheck(row: EligibilityRow, asOf: number): BenefitEligibilityCheck {
  return {
    asOf,
    state: translate(STATES, row.yae501),
    lastCheckedOn: row.yae502,
    dueOn: row.yae503,
  };
}
