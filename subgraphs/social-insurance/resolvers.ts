import { formatInstant } from '../../domain/formatInstant.ts';
import { maskTail } from '../../domain/maskTail.ts';
import { formatYuan } from '../../domain/yuan.ts';
import { openRecord } from '../jurisdiction/openRecord.ts';
import { pageRequest } from '../jurisdiction/pageRequest.ts';
import { startSelected } from '../jurisdiction/startSelected.ts';
import { contributionFilter } from './contributionFilter.ts';
import type { Resolvers } from './resolvers.generated.ts';

export const resolvers: Resolvers = {
  SocialInsuranceRecord: {
    __resolveReference: async (reference, context, info) => {
      const record = openRecord(reference, context.door);
      startSelected('SocialInsuranceRecord', info, {
        pensionAccount: () => context.pensionAccount.load(record.holder),
        benefits: () => context.benefits.load(record.holder),
        socialSecurityCard: () => context.socialSecurityCard.load(record.holder),
        eligibilityCheck: () => context.eligibilityCheck.load(record.holder),
      });
      const insured = await context.insuredPersons.load(record.holder);
      return insured && { ...record, ...insured };
    },
    asOf: ({ asOf }) => formatInstant(asOf),
    contributions: ({ holder }, { first, after, ...months }, { contributions }) =>
      contributions.load({
        holder,
        filter: contributionFilter(months),
        page: pageRequest(first, after, 120),
      }),
    pensionAccount: ({ holder }, _, { pensionAccount }) => pensionAccount.load(holder),
    benefits: ({ holder }, _, { benefits }) => benefits.load(holder),
    socialSecurityCard: ({ holder }, _, { socialSecurityCard }) => socialSecurityCard.load(holder),
    eligibilityCheck: ({ holder }, _, { eligibilityCheck }) => eligibilityCheck.load(holder),
  },
  ContributionConnection: {
    asOf: ({ asOf }) => (asOf === null ? null : formatInstant(asOf)),
    hasNextPage: ({ endCursor }) => endCursor !== null,
  },
  Contribution: {
    contributionBase: ({ contributionBaseFen }) => formatYuan(contributionBaseFen),
    personalAmount: ({ personalFen }) => formatYuan(personalFen),
    employerAmount: ({ employerFen }) => formatYuan(employerFen),
  },
  PensionAccount: {
    asOf: ({ asOf }) => formatInstant(asOf),
    balance: ({ balanceFen }) => formatYuan(balanceFen),
    creditedThisYear: ({ creditedThisYearFen }) => formatYuan(creditedThisYearFen),
  },
  Benefit: {
    asOf: ({ asOf }) => formatInstant(asOf),
    monthlyAmount: ({ monthlyFen }) => formatYuan(monthlyFen),
  },
  SocialSecurityCard: {
    asOf: ({ asOf }) => formatInstant(asOf),
    maskedNumber: ({ number }) => maskTail(number),
  },
  BenefitEligibilityCheck: {
    asOf: ({ asOf }) => formatInstant(asOf),
  },
};
