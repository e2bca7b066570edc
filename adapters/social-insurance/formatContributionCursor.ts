import type { ContributionPosition } from './ContributionPosition.ts';

/** Writes where the next page begins; `null` for a history that begins nowhere, because it has no rows. */
export function formatContributionCursor({ month, skip }: ContributionPosition): string | null {
  return month === null ? null : `${month}+${skip}`;
}
