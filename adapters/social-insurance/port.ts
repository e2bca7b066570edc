import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { Benefit } from '../../domain/social-insurance/Benefit.ts';
import type { BenefitEligibilityCheck } from '../../domain/social-insurance/BenefitEligibilityCheck.ts';
import type { Contribution } from '../../domain/social-insurance/Contribution.ts';
import type { InsuredPerson } from '../../domain/social-insurance/InsuredPerson.ts';
import type { PensionAccount } from '../../domain/social-insurance/PensionAccount.ts';
import type { SocialSecurityCard } from '../../domain/social-insurance/SocialSecurityCard.ts';
import type { Scheme } from '../../domain/social-insurance/scheme.ts';
import type { YearMonth } from '../../domain/yearMonth.ts';
import type { Inbound } from '../inbound/Inbound.ts';
import type { StepPort } from '../steps/StepPort.ts';

/** Which contributions: `null` means no restriction; months are included on both ends. */
export interface ContributionFilter {
  readonly scheme: Scheme | null;
  readonly from: YearMonth | null;
  readonly to: YearMonth | null;
}

/**
 * What a subgraph may ask of any place's social insurance system.
 *
 * List methods take distinct holders, at most 500, and answer with one entry per holder in the same order; `null`
 * where the place knows none. A failure that concerns one holder only stands in that holder's entry as a
 * `TongbanError`; a failure of the system rejects: JURISDICTION_UNAVAILABLE, JURISDICTION_TIMEOUT, JURISDICTION_BUSY
 * (these are reads and may be retried), JURISDICTION_BAD_RESPONSE, BAD_ENCODING, JURISDICTION_REJECTED. An answer about
 * somebody else is IDENTITY_MISMATCH. `signal` aborts the upstream calls.
 */
export interface SocialInsuranceRead {
  findInsuredPersons(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (InsuredPerson | null | Error)[]>;
  /**
   * Contributions of one holder, the newest month first, schemes in order within a month; an unknown person has none.
   * `page.first` is 1 to 120.
   */
  findContributions(
    holder: HolderIdentity,
    filter: ContributionFilter,
    page: PageRequest,
    signal: AbortSignal,
  ): Promise<Page<Contribution>>;
  findPensionAccounts(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (PensionAccount | null | Error)[]>;
  /** In order of start; empty where there is none. */
  findBenefits(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (readonly Benefit[] | Error)[]>;
  findSocialSecurityCards(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (SocialSecurityCard | null | Error)[]>;
  findEligibilityChecks(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (BenefitEligibilityCheck | null | Error)[]>;
}

/** A place's social insurance system. */
export interface SocialInsurancePort {
  readonly read: SocialInsuranceRead;
  /** For systems that call us or leave things to collect; absent for those that only answer. */
  readonly inbound?: Inbound;
  /** For systems that can be asked to do something; absent for those that are only read. */
  readonly step?: StepPort;
}
