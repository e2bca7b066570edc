import type { HousingFundLoan } from '../../domain/housing-fund/HousingFundLoan.ts';
import { translate } from '../transport/translate.ts';

type Content = Omit<HousingFundLoan, 'asOf'>;

/** A loan under the names of the housing funds' data standard, its values read. */
export interface StandardLoan {
  readonly JKHTBH: Content['contractNumber'];
  readonly DKZT: string;
  readonly DKFFE: Content['principalFen'];
  readonly DKYE: Content['outstandingFen'];
  readonly DKLL: Content['annualRateBp'];
  readonly DKFFRQ: Content['startedOn'];
  readonly DKQS: Content['termMonths'];
  readonly YQJE: Content['overdueFen'];
  readonly YQQS: Content['overdueInstallments'];
}

/**
 * What all dialects say of a loan; when it was true is said elsewhere.
 *
 * @param states - 贷款状态, which dialects write differently.
 */
export function toLoanContent(
  row: StandardLoan,
  states: Readonly<Record<string, HousingFundLoan['state']>>,
): Content {
  return {
    contractNumber: row.JKHTBH,
    state: translate(states, row.DKZT),
    principalFen: row.DKFFE,
    outstandingFen: row.DKYE,
    annualRateBp: row.DKLL,
    startedOn: row.DKFFRQ,
    termMonths: row.DKQS,
    overdueFen: row.YQJE,
    overdueInstallments: row.YQQS,
  };
}
