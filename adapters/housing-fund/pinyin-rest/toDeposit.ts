import type { Deposit } from '../../../domain/housing-fund/Deposit.ts';
import { translate } from '../../transport/translate.ts';
import { ADDING_KINDS } from './addingKinds.ts';
import type { DepositRow } from './wire.ts';

/** 归集业务类型 that reduce a balance: 内部转移, 外部转出, 部分提取, 销户提取. */
const REDUCING_KINDS: ReadonlySet<string> = new Set(['06', '07', '11', '12']);

/** `null` for an entry that reduces the balance: systems that do not know the filter of our request send those too. */
export function toDeposit(row: DepositRow): Deposit | null {
  if (row.FSE < 0n || REDUCING_KINDS.has(row.YWLX)) return null;
  return {
    month: row.HJYF,
    kind: translate(ADDING_KINDS, row.YWLX),
    amountFen: row.FSE,
    recordedOn: row.JZRQ,
  };
}
