import type { DivisionCode } from '../../domain/divisionCode.ts';
import type { Contribution } from '../../domain/social-insurance/Contribution.ts';
import { badResponse } from '../transport/badResponse.ts';
import type { ContributionPosition } from './ContributionPosition.ts';
import type { ContributionFilter } from './port.ts';

/** What was asked, and whom to blame. */
interface Expectation {
  readonly start: ContributionPosition;
  readonly filter: ContributionFilter;
  readonly jurisdiction: DivisionCode;
}

/**
 * Makes sure that a system kept to filter and order, which some forget: a page in another order would leave out rows, and
 * a start that is not kept would page for ever.
 *
 * @throws {TongbanError} `JURISDICTION_BAD_RESPONSE`.
 */
export function expectContributions(
  contributions: readonly Contribution[],
  { start, filter, jurisdiction }: Expectation,
): void {
  const { from, scheme } = filter;
  let newest = start.month;
  for (const contribution of contributions) {
    if (newest !== null && contribution.month > newest) {
      throw badResponse(jurisdiction, 'gave contributions that are not in order, the newest first');
    }
    if (from !== null && contribution.month < from) {
      throw badResponse(jurisdiction, 'gave contributions of months before those asked for');
    }
    if (scheme !== null && contribution.scheme !== scheme) {
      throw badResponse(jurisdiction, 'gave contributions to another scheme than the one asked for');
    }
    newest = contribution.month;
  }
}
