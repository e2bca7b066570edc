import type { Deposit } from '../../../domain/housing-fund/Deposit.ts';
import { translate } from '../../transport/translate.ts';
import { CODE_TABLES } from '../codeTables.ts';
import { REDUCING_KINDS } from '../reducingKinds.ts';
import type { DepositRow } from './wire.ts';

/** `null` for an entry that reduces the balance: systems that do not know the filter of our request send those too. */
export function toDeposit(row: DepositRow): Deposit | null {
  if (row.FSE < 0n || REDUCING_KINDS.has(row.YWLX)) return null;
  return {
    month: row.HJYF,
    kind: translate(CODE_TABLES.depositKinds, row.YWLX),
    amountFen: row.FSE,
    recordedOn: row.JZRQ,
  };
}
