import type { Benefit } from '../../../domain/social-insurance/Benefit.ts';
import { translate } from '../../transport/translate.ts';
import type { BenefitRow } from './wire.ts';

/** 待遇类别. */
const KINDS = {
  '1': 'OLD_AGE_PENSION',
  '2': 'UNEMPLOYMENT_BENEFIT',
  '3': 'WORK_INJURY_BENEFIT',
  '4': 'SURVIVOR_BENEFIT',
  '5': 'MATERNITY_ALLOWANCE',
} as const satisfies Record<string, Benefit['kind']>;

/** 发放状态. */
const STATES = {
  '1': 'IN_PAYMENT',
  '2': 'SUSPENDED',
  '3': 'ENDED',
} as const satisfies Record<string, Benefit['state']>;

/** @param asOf - epoch ms. */
export function toBenefit(row: BenefitRow, asOf: number): Benefit {
  return {
    asOf,
    kind: translate(KINDS, row.yae401),
    state: translate(STATES, row.yae402),
    monthlyFen: row.yae403,
    startedIn: row.aae041,
    lastPaidIn: row.yae404,
  };
}
