import type { Contribution } from '../../../domain/social-insurance/Contribution.ts';
import { toScheme } from '../toScheme.ts';
import type { ContributionRow } from './wire.ts';

export function toContribution(row: ContributionRow): Contribution {
  return {
    month: row.aae003,
    scheme: toScheme(row.aae140),
    contributionBaseFen: row.aae180,
    personalFen: row.yac183,
    employerFen: row.yab183,
  };
}
