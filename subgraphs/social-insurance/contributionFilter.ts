import type { ContributionFilter } from '../../adapters/social-insurance/port.ts';
import type { Scheme } from '../../domain/social-insurance/scheme.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { parseYearMonth, type YearMonth } from '../../domain/yearMonth.ts';

interface FilterArguments {
  readonly scheme?: Scheme | null;
  readonly from?: string | null;
  readonly to?: string | null;
}

/**
 * Reads the restrictions of a contribution history.
 *
 * @throws {TongbanError} BAD_USER_INPUT naming the argument that is no month, or a range that ends before it begins.
 */
export function contributionFilter({ scheme, from, to }: FilterArguments): ContributionFilter {
  if (scheme === 'UNKNOWN') throw new TongbanError('BAD_USER_INPUT', '`scheme` cannot be UNKNOWN');
  const filter = { scheme: scheme ?? null, from: month('from', from), to: month('to', to) };
  if (filter.from !== null && filter.to !== null && filter.from > filter.to) {
    throw new TongbanError('BAD_USER_INPUT', '`from` lies after `to`');
  }
  return filter;
}

function month(argument: string, text: string | null | undefined): YearMonth | null {
  if (text === null || text === undefined) return null;
  try {
    return parseYearMonth(text);
  } catch (cause) {
    throw new TongbanError('BAD_USER_INPUT', `\`${argument}\` is not a month of the form YYYY-MM`, { cause });
  }
}
