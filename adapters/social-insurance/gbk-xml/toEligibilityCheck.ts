import type { BenefitEligibilityCheck } from '../../../domain/social-insurance/BenefitEligibilityCheck.ts';
import { translate } from '../../transport/translate.ts';
import { CODE_TABLES } from '../codeTables.ts';
import type { EligibilityRow } from './wire.ts';

/** @param asOf - epoch ms. */
export function toEligibilityCheck(row: EligibilityRow, asOf: number): BenefitEligibilityCheck {
  return {
    asOf,
    state: translate(CODE_TABLES.checkStates, row.yae501),
    lastCheckedOn: row.yae502,
    dueOn: row.yae503,
  };
}
