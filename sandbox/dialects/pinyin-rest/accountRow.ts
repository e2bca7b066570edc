import { FUND_ACCOUNT_STATE } from '../../world/fundAccountState.ts';
import type { FundAccount } from '../../world/HousingFundFile.ts';
import type { WorldHolder } from '../../world/WorldHolder.ts';
import { yuanText } from '../../yuanText.ts';
import type { CentreHabits } from './CentreHabits.ts';
import { digitsOf } from './digitsOf.ts';

/** One row of `/grzh/query`. */
export function accountRow(
  account: FundAccount,
  { name, number }: WorldHolder,
  habits: CentreHabits,
): Readonly<Record<string, string>> {
  const amount = (fen: bigint) => habits.amount(yuanText(fen));
  // The employer pays the even half; the person what is left.
  const employerFen =
    (account.monthlyFen * BigInt(account.employerRatioBp)) /
    BigInt(account.employerRatioBp + account.personalRatioBp);
  return {
    GRZH: habits.column(account.number, 20),
    XINGMING: habits.column(name, 60),
    ZJLX: '01',
    ZJHM: habits.personNumber(number),
    GRZHZT: FUND_ACCOUNT_STATE[account.state],
    GRZHYE: amount(account.balanceFen),
    GRJCJS: amount(account.baseFen),
    GRJCBL: habits.ratio(account.personalRatioBp),
    DWJCBL: habits.ratio(account.employerRatioBp),
    GRYJCE: amount(account.monthlyFen - employerFen),
    DWYJCE: amount(employerFen),
    YJCE: amount(account.monthlyFen),
    GRJZNY: account.paidThrough === null ? '' : digitsOf(account.paidThrough),
    KHRQ: digitsOf(account.openedOn),
    XHRQ: account.closedOn === null ? habits.column('', 8) : digitsOf(account.closedOn),
    DWZH: account.employer.number,
    DWMC: habits.column(account.employer.name, 120),
  };
}
