import type { WorldHolder } from './WorldHolder.ts';

/** What one housing fund centre holds about one person. Days `YYYY-MM-DD`, months `YYYY-MM`, money in fen. */
export interface HousingFundFile {
  readonly holder: WorldHolder;
  /** In order of opening; at least one. */
  readonly accounts: readonly FundAccount[];
  /** In order of start. */
  readonly loans: readonly FundLoan[];
}

export interface FundAccount {
  readonly number: string;
  readonly state: 'active' | 'sealed' | 'transferred' | 'withdrawn' | 'frozen' | 'merged';
  /** Always the sum of the deposits less the sum of the outflows. */
  readonly balanceFen: bigint;
  readonly baseFen: bigint;
  /** In hundredths of a per cent. */
  readonly personalRatioBp: number;
  readonly employerRatioBp: number;
  readonly monthlyFen: bigint;
  readonly paidThrough: string | null;
  readonly openedOn: string;
  readonly closedOn: string | null;
  readonly employer: { readonly name: string; readonly number: string };
  /** Entries that add to the balance, the newest first. */
  readonly deposits: readonly FundDeposit[];
  /** The newest first. */
  readonly withdrawals: readonly FundWithdrawal[];
  /** What went to another centre when the account was transferred out; zero otherwise. */
  readonly transferredOutFen: bigint;
}

export interface FundDeposit {
  /** `null` for interest and for money from another account. */
  readonly month: string | null;
  readonly kind: 'regular' | 'back-payment' | 'transfer-in' | 'interest' | 'other';
  readonly amountFen: bigint;
  readonly recordedOn: string;
}

export interface FundWithdrawal {
  /** 提取原因 of JGJ/T 320, 01 to 09 or 99. */
  readonly ground: string;
  readonly amountFen: bigint;
  readonly withdrawnOn: string;
}

export interface FundLoan {
  readonly contractNumber: string;
  readonly state: 'repaying' | 'overdue' | 'settled';
  readonly principalFen: bigint;
  readonly outstandingFen: bigint;
  readonly annualRateBp: number;
  readonly startedOn: string;
  readonly termMonths: number;
  readonly overdueFen: bigint;
  readonly overdueInstallments: number;
  /** Instalments still due, the next one first; principals add up to the outstanding amount. */
  readonly schedule: readonly FundInstallment[];
}

export interface FundInstallment {
  readonly number: number;
  readonly dueOn: string;
  readonly principalFen: bigint;
  readonly interestFen: bigint;
}
