import type { FundLoan } from '../../world/HousingFundFile.ts';
import type { WorldHolder } from '../../world/WorldHolder.ts';
import { yuanText } from '../../yuanText.ts';
import type { CentreHabits } from './CentreHabits.ts';
import { digitsOf } from './digitsOf.ts';

const STATE = { repaying: '01', overdue: '02', settled: '03' } as const satisfies Record<
  FundLoan['state'],
  string
>;

/** One row of `/dkxx/query`. */
export function loanRow(
  loan: FundLoan,
  { name, number }: WorldHolder,
  habits: CentreHabits,
): Readonly<Record<string, string>> {
  const amount = (fen: bigint) => habits.amount(yuanText(fen));
  return {
    JKHTBH: habits.column(loan.contractNumber, 20),
    XINGMING: habits.column(name, 60),
    ZJHM: habits.personNumber(number),
    DKZT: STATE[loan.state],
    DKFFE: amount(loan.principalFen),
    DKYE: amount(loan.outstandingFen),
    DKLL: (loan.annualRateBp / 100).toFixed(4),
    DKFFRQ: digitsOf(loan.startedOn),
    DKQS: String(loan.termMonths),
    YQJE: amount(loan.overdueFen),
    YQQS: String(loan.overdueInstallments),
  };
}
