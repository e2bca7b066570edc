import type { Company } from './Company.ts';
import type { MonthNumber } from './monthNumber.ts';
import type { HukouMigration } from './PublicSecurityFile.ts';

/** What a person did in life; the files of all departments are derived from it, so that they fit together. */
export interface LifePlan {
  /** From 1. */
  readonly index: number;
  readonly number: string;
  readonly name: string;
  readonly sex: 'male' | 'female';
  /** `YYYY-MM-DD`. */
  readonly birth: string;
  readonly demo: 'citizen' | 'all-provinces' | 'seven-dialects' | null;
  readonly household: Household;
  /** 与户主关系, two digits of GB/T 4761. */
  readonly relation: string;
  /** The oldest first; the last destination is the household's county. */
  readonly migrations: readonly HukouMigration[];
  /** In order of time, never two at once. */
  readonly jobs: readonly Job[];
  readonly retiredIn: MonthNumber | null;
  /** Province whose public security issued the card in force. */
  readonly cardPlace: string;
  readonly permits: readonly { readonly province: string; readonly job: Job }[];
  /** Provinces where vehicles are registered. */
  readonly vehiclePlaces: readonly string[];
}

/** People with one hukou booklet. */
export interface Household {
  readonly bookletNumber: string;
  readonly kind: 'family' | 'collective';
  /** County-level code. */
  readonly county: string;
  readonly address: string;
  /** The head first. */
  readonly members: readonly { readonly name: string; readonly relation: string }[];
}

/** An employment: contributions and deposits follow it month by month. */
export interface Job {
  readonly company: Company;
  /** Province that the social insurance is paid in. */
  readonly province: string;
  /** Centre that the housing fund is paid to; `null` where the employer pays none. */
  readonly fundCentre: string | null;
  /** First month paid. */
  readonly from: MonthNumber;
  /** Last month paid. */
  readonly to: MonthNumber;
  /** Pay in comparison with the average, 1 = average. */
  readonly payFactor: number;
}

/** An employment with a housing fund. */
export interface FundJob extends Job {
  readonly fundCentre: string;
}
