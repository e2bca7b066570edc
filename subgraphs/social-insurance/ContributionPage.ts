import type { Page } from '../../domain/page.ts';
import type { Contribution } from '../../domain/social-insurance/Contribution.ts';

/** What the resolvers of `ContributionConnection` start from. */
export type ContributionPage = Page<Contribution>;
