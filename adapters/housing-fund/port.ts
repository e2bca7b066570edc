import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import type { Deposit } from '../../domain/housing-fund/Deposit.ts';
import type { HousingFundLoan } from '../../domain/housing-fund/HousingFundLoan.ts';
import type { HousingFundRecord } from '../../domain/housing-fund/HousingFundRecord.ts';
import type { LoanInstallment } from '../../domain/housing-fund/LoanInstallment.ts';
import type { Withdrawal } from '../../domain/housing-fund/Withdrawal.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { Inbound } from '../inbound/Inbound.ts';
import type { StepPort } from '../steps/StepPort.ts';

/**
 * What a subgraph may ask of any housing fund centre's system.
 *
 * List methods take distinct holders, at most 500, and answer with one entry per holder in the same order; `null` where
 * the centre knows none. A failure that concerns one holder only stands in that holder's entry as a `TongbanError`; a
 * failure of the system rejects: JURISDICTION_UNAVAILABLE, JURISDICTION_TIMEOUT, JURISDICTION_BUSY (these are reads and
 * may be retried), JURISDICTION_BAD_RESPONSE, BAD_ENCODING, JURISDICTION_REJECTED. An answer about somebody else is
 * IDENTITY_MISMATCH. `signal` aborts the upstream calls.
 */
export interface HousingFundRead {
  /** Accounts with their centre; `null` for a person without any account here. */
  findRecords(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (HousingFundRecord | null | Error)[]>;
  /** In order of start; empty where there is none. */
  findLoans(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (readonly HousingFundLoan[] | Error)[]>;
  /**
   * The instalments still due of one loan of this holder, the next one first.
   *
   * @param first - at most this many, 1 to 360.
   */
  findSchedule(
    holder: HolderIdentity,
    contractNumber: string,
    first: number,
    signal: AbortSignal,
  ): Promise<readonly LoanInstallment[]>;
  /** Entries that add to the balance of one account of this holder, the newest first. `page.first` is 1 to 120. */
  findDeposits(
    holder: HolderIdentity,
    accountNumber: string,
    page: PageRequest,
    signal: AbortSignal,
  ): Promise<Page<Deposit>>;
  /** Withdrawals of one holder over all accounts, the newest first. `page.first` is 1 to 100. */
  findWithdrawals(holder: HolderIdentity, page: PageRequest, signal: AbortSignal): Promise<Page<Withdrawal>>;
}

/** A housing fund centre's system. */
export interface HousingFundPort {
  readonly read: HousingFundRead;
  /** For systems that call us or leave things to collect; absent for those that only answer. */
  readonly inbound?: Inbound;
  /** For systems that can be asked to do something; absent for those that are only read. */
  readonly step?: StepPort;
}
