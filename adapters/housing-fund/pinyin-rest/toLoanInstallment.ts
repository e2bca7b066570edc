import type { LoanInstallment } from '../../../domain/housing-fund/LoanInstallment.ts';
import type { InstallmentRow } from './wire.ts';

export function toLoanInstallment(row: InstallmentRow): LoanInstallment {
  return { number: row.QC, dueOn: row.YHRQ, principalFen: row.YHBJ, interestFen: row.YHLX };
}
