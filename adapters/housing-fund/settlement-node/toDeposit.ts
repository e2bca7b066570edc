import type { Deposit } from '../../../domain/housing-fund/Deposit.ts';
import { translate } from '../../transport/translate.ts';
import { CODE_TABLES } from '../codeTables.ts';
import type { DepositRow } from './wire.ts';

const ADDS = '1';

/** `null` for an entry that reduces the balance, or in which direction is unknown: the filter of our request was ignored. */
export function toDeposit(row: DepositRow): Deposit | null {
  if (row.FSFX !== ADDS) return null;
  return {
    month: row.HJYF,
    kind: translate(CODE_TABLES.depositKinds, row.YWLX),
    amountFen: row.FSE,
    recordedOn: row.JZRQ,
  };
}
