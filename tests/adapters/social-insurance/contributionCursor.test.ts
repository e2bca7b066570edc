import { describe, expect, it } from 'vitest';
import { formatContributionCursor } from '../../../adapters/social-insurance/formatContributionCursor.ts';
import { parseContributionCursor } from '../../../adapters/social-insurance/parseContributionCursor.ts';
import { positionAfter } from '../../../adapters/social-insurance/positionAfter.ts';
import { parseYearMonth } from '../../../domain/yearMonth.ts';

const month = parseYearMonth;
const ALL = { scheme: null, from: null, to: null };

function contributions(...months: readonly string[]) {
  return months.map((at) => ({
    month: month(at),
    scheme: 'UNKNOWN' as const,
    contributionBaseFen: 0n,
    personalFen: 0n,
    employerFen: 0n,
  }));
}

describe('cursor of contributions', () => {
  it('comes back as it went', () => {
    const position = { month: month('2025-12'), skip: 3 };

    expect(parseContributionCursor(formatContributionCursor(position), ALL)).toEqual(position);
    expect(formatContributionCursor({ month: null, skip: 0 })).toBeNull();
  });

  it('begins at the newest month of the filter', () => {
    expect(parseContributionCursor(null, { ...ALL, to: month('2025-11') })).toEqual({
      month: '2025-11',
      skip: 0,
    });
  });

  it.each(['', '2025-12', '2025-13+1', '2025-12+-1', '2025-12+1000', '2025-12+1 ', '+1'])(
    'refuses "%s"',
    (after) => {
      expect(() => parseContributionCursor(after, ALL)).toThrow(
        expect.objectContaining({ code: 'BAD_USER_INPUT' }),
      );
    },
  );

  it.each(['2025-09+1', '2025-12+1'])('refuses %s, which leads out of the filter', (after) => {
    const filter = { ...ALL, from: month('2025-10'), to: month('2025-11') };

    expect(() => parseContributionCursor(after, filter)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT' }),
    );
  });
});

describe('positionAfter', () => {
  it('counts the rows of the last month, those of earlier pages included', () => {
    const start = { month: month('2025-12'), skip: 1 };

    expect(positionAfter(start, contributions('2025-12', '2025-12'))).toEqual({ month: '2025-12', skip: 3 });
    expect(positionAfter(start, contributions('2025-12', '2025-11'))).toEqual({ month: '2025-11', skip: 1 });
    expect(positionAfter(start, [])).toEqual(start);
  });
});
