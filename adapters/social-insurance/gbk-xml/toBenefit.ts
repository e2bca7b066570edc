import type { Benefit } from '../../../domain/social-insurance/Benefit.ts';
import { translate } from '../../transport/translate.ts';
import { CODE_TABLES } from '../codeTables.ts';
import type { BenefitRow } from './wire.ts';

/** @param asOf - epoch ms. */
export function toBenefit(row: BenefitRow, asOf: number): Benefit {
  return {
    asOf,
    kind: translate(CODE_TABLES.benefitKinds, row.yae401),
    state: translate(CODE_TABLES.benefitStates, row.yae402),
    monthlyFen: row.yae403,
    startedIn: row.aae041,
    lastPaidIn: row.yae404,
  };
}
