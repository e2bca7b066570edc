import type DataLoader from 'dataloader';
import type { HousingFundPort } from '../../adapters/housing-fund/port.ts';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import type { Deposit } from '../../domain/housing-fund/Deposit.ts';
import type { HousingFundLoan } from '../../domain/housing-fund/HousingFundLoan.ts';
import type { HousingFundRecord } from '../../domain/housing-fund/HousingFundRecord.ts';
import type { LoanInstallment } from '../../domain/housing-fund/LoanInstallment.ts';
import type { Withdrawal } from '../../domain/housing-fund/Withdrawal.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import { createHolderLoader } from '../jurisdiction/createHolderLoader.ts';
import { createPageLoader } from '../jurisdiction/createPageLoader.ts';
import type { RecordDoor } from '../jurisdiction/openRecord.ts';

type HolderLoader<T> = DataLoader<HolderIdentity, T, string>;

/** Which page of which account's deposits. */
export interface DepositRequest {
  readonly holder: HolderIdentity;
  readonly accountNumber: string;
  readonly page: PageRequest;
}

/** Which instalments of which loan. */
export interface ScheduleRequest {
  readonly holder: HolderIdentity;
  readonly contractNumber: string;
  readonly first: number;
}

/** Which page of whose withdrawals. */
export interface WithdrawalRequest {
  readonly holder: HolderIdentity;
  readonly page: PageRequest;
}

/** What the resolvers of one request work with. */
export interface SubgraphContext {
  readonly door: RecordDoor;
  readonly records: HolderLoader<HousingFundRecord | null>;
  readonly loans: HolderLoader<readonly HousingFundLoan[]>;
  readonly schedules: DataLoader<ScheduleRequest, readonly LoanInstallment[], string>;
  readonly deposits: DataLoader<DepositRequest, Page<Deposit>, string>;
  readonly withdrawals: DataLoader<WithdrawalRequest, Page<Withdrawal>, string>;
}

/** Loaders for one request to one centre. */
export function createContext(
  { read }: HousingFundPort,
  door: RecordDoor,
  signal: AbortSignal,
): SubgraphContext {
  return {
    door,
    records: createHolderLoader((holders, abort) => read.findRecords(holders, abort), signal),
    loans: createHolderLoader((holders, abort) => read.findLoans(holders, abort), signal),
    schedules: createPageLoader(
      ({ holder, contractNumber, first }) => read.findSchedule(holder, contractNumber, first, signal),
      ({ holder, contractNumber, first }) => JSON.stringify([holder.number, contractNumber, first]),
    ),
    deposits: createPageLoader(
      ({ holder, accountNumber, page }) => read.findDeposits(holder, accountNumber, page, signal),
      ({ holder, accountNumber, page }) =>
        JSON.stringify([holder.number, accountNumber, page.first, page.after]),
    ),
    withdrawals: createPageLoader(
      ({ holder, page }) => read.findWithdrawals(holder, page, signal),
      ({ holder, page }) => JSON.stringify([holder.number, page.first, page.after]),
    ),
  };
}
