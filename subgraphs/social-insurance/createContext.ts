import type DataLoader from 'dataloader';
import type { ContributionFilter, SocialInsurancePort } from '../../adapters/social-insurance/port.ts';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { Benefit } from '../../domain/social-insurance/Benefit.ts';
import type { BenefitEligibilityCheck } from '../../domain/social-insurance/BenefitEligibilityCheck.ts';
import type { Contribution } from '../../domain/social-insurance/Contribution.ts';
import type { InsuredPerson } from '../../domain/social-insurance/InsuredPerson.ts';
import type { PensionAccount } from '../../domain/social-insurance/PensionAccount.ts';
import type { SocialSecurityCard } from '../../domain/social-insurance/SocialSecurityCard.ts';
import { createHolderLoader } from '../jurisdiction/createHolderLoader.ts';
import { createPageLoader } from '../jurisdiction/createPageLoader.ts';
import type { RecordDoor } from '../jurisdiction/openRecord.ts';

type HolderLoader<T> = DataLoader<HolderIdentity, T, string>;

/** Which page of whose contributions. */
export interface ContributionRequest {
  readonly holder: HolderIdentity;
  readonly filter: ContributionFilter;
  readonly page: PageRequest;
}

/** What the resolvers of one request work with. */
export interface SubgraphContext {
  readonly door: RecordDoor;
  readonly insuredPersons: HolderLoader<InsuredPerson | null>;
  readonly contributions: DataLoader<ContributionRequest, Page<Contribution>, string>;
  readonly pensionAccount: HolderLoader<PensionAccount | null>;
  readonly benefits: HolderLoader<readonly Benefit[]>;
  readonly socialSecurityCard: HolderLoader<SocialSecurityCard | null>;
  readonly eligibilityCheck: HolderLoader<BenefitEligibilityCheck | null>;
}

/** Loaders for one request to one place. */
export function createContext(
  { read }: SocialInsurancePort,
  door: RecordDoor,
  signal: AbortSignal,
): SubgraphContext {
  return {
    door,
    insuredPersons: createHolderLoader((holders, abort) => read.findInsuredPersons(holders, abort), signal),
    contributions: createPageLoader(
      ({ holder, filter, page }) => read.findContributions(holder, filter, page, signal),
      ({ holder, filter, page }) =>
        JSON.stringify([holder.number, filter.scheme, filter.from, filter.to, page.first, page.after]),
    ),
    pensionAccount: createHolderLoader((holders, abort) => read.findPensionAccounts(holders, abort), signal),
    benefits: createHolderLoader((holders, abort) => read.findBenefits(holders, abort), signal),
    socialSecurityCard: createHolderLoader(
      (holders, abort) => read.findSocialSecurityCards(holders, abort),
      signal,
    ),
    eligibilityCheck: createHolderLoader(
      (holders, abort) => read.findEligibilityChecks(holders, abort),
      signal,
    ),
  };
}
