import type { CoverageGrant } from './CoverageGrant.ts';

/** The words behind a grant; none where they are not at hand. */
export function quotesOf(grant: CoverageGrant | undefined): readonly string[] {
  const quote = grant?.nationalList?.quote;
  return grant?.alliance?.quotes ?? (quote ? [quote] : []);
}
