import type { Contribution } from '../../domain/social-insurance/Contribution.ts';
import type { ContributionPosition } from './ContributionPosition.ts';

/** The position behind contributions that were read from a position, the newest first. */
export function positionAfter(
  start: ContributionPosition,
  contributions: readonly Contribution[],
): ContributionPosition {
  const month = contributions.at(-1)?.month;
  if (month === undefined) return start;
  const shown = contributions.filter((contribution) => contribution.month === month).length;
  return { month, skip: shown + (month === start.month ? start.skip : 0) };
}
