import type { Deposit } from '../../../domain/housing-fund/Deposit.ts';
import { translate } from '../translate.ts';
import type { DepositRow } from './wire.ts';

/** 归集业务类型 that add to a balance. */
const KINDS = {
  '01': 'REGULAR',
  '02': 'BACK_PAYMENT',
  '08': 'TRANSFER_IN',
  '09': 'INTEREST',
  '99': 'OTHER',
} as const satisfies Record<string, Deposit['kind']>;
const ADDS = '1';

/** `null` for an entry that reduces the balance, or in which direction is unknown: the filter of our request was ignored. */
export function toDeposit(row: DepositRow): Deposit | null {
  if (row.FSFX !== ADDS) return null;
  return {
    month: row.HJYF,
    kind: translate(KINDS, row.YWLX),
    amountFen: row.FSE,
    recordedOn: row.JZRQ,
  };
}
