import type { WorldHolder } from './WorldHolder.ts';

/** What one place's social insurance system holds about one person. Days `YYYY-MM-DD`, months `YYYY-MM`, money in fen. */
export interface SocialInsuranceFile {
  readonly holder: WorldHolder;
  /** 个人编号, 10 digits, unique in the place. */
  readonly personalNumber: string;
  /** In order of scheme. */
  readonly enrollments: readonly InsuranceEnrollment[];
  /** The newest month first, schemes in order within a month. */
  readonly contributions: readonly InsuranceContribution[];
  readonly pensionAccount: {
    readonly balanceFen: bigint;
    readonly creditedThisYearFen: bigint;
    readonly contributionMonths: number;
    readonly openedIn: string;
  } | null;
  /** In order of start. */
  readonly benefits: readonly InsuranceBenefit[];
  readonly card: {
    /** 9 characters. */
    readonly number: string;
    readonly issuedOn: string;
    readonly bank: string;
    readonly state: 'active' | 'not-activated' | 'reported-lost' | 'cancelled';
  } | null;
  readonly eligibilityCheck: {
    readonly state: 'passed' | 'due' | 'overdue';
    /** `null` where nobody ever checked. */
    readonly lastCheckedOn: string | null;
    readonly dueOn: string;
  } | null;
}

/** 险种, named by the value of aae140. */
export type InsuranceScheme = '110' | '120' | '170' | '210' | '310' | '390' | '410' | '510';

export interface InsuranceEnrollment {
  readonly scheme: InsuranceScheme;
  readonly state: 'active' | 'suspended' | 'terminated';
  /** `null` for residents who enrol by themselves. */
  readonly employer: { readonly name: string; readonly number: string } | null;
  readonly enrolledOn: string;
  readonly contributionMonths: number;
}

export interface InsuranceContribution {
  readonly month: string;
  readonly scheme: InsuranceScheme;
  readonly baseFen: bigint;
  readonly personalFen: bigint;
  readonly employerFen: bigint;
}

export interface InsuranceBenefit {
  readonly kind: 'old-age' | 'unemployment' | 'work-injury' | 'survivor' | 'maternity';
  readonly state: 'in-payment' | 'suspended' | 'ended';
  readonly monthlyFen: bigint;
  readonly startedIn: string;
  /** `null` before the first payment. */
  readonly lastPaidIn: string | null;
}
