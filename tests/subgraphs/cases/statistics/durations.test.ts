import { expect, it } from 'vitest';
import { parseCalendarDate } from '../../../../domain/calendarDate.ts';
import { parseDivisionCode } from '../../../../domain/divisionCode.ts';
import { countDueDate } from '../../../../domain/working-days/countDueDate.ts';
import { elapsedWorkingDays } from '../../../../domain/working-days/elapsedWorkingDays.ts';
import { durationQuantile } from '../../../../subgraphs/cases/statistics/durationQuantile.ts';
import { bucketOf, MEASURES } from '../../../../subgraphs/cases/statistics/measures.ts';
import { splitSpan } from '../../../../subgraphs/cases/statistics/splitSpan.ts';
import { createRandom } from './createRandom.ts';

const day = parseCalendarDate;
const isWeekday = (date: string) => ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());

it('counts days as limits are counted: closed on the last day takes exactly the limit', () => {
  const choose = createRandom(7);
  const calendar = {
    coveredFrom: day('2026-01-01'),
    coveredThrough: day('2026-12-31'),
    national: new Map(),
    overlays: new Map(),
    missingOverlays: [],
  };
  for (let turn = 0; turn < 200; turn += 1) {
    const acceptedOn = day(`2026-03-${choose(['01', '04', '06', '07', '17', '31'])}`);
    const pauses = choose([
      [],
      [{ from: day('2026-04-03'), to: day('2026-04-09') }],
      [
        { from: day('2026-04-03'), to: day('2026-04-04') },
        { from: day('2026-04-04'), to: day('2026-04-20') },
      ],
    ]);
    const workingDays = choose([0, 1, 3, 8, 15, 20, 45]);

    const due = countDueDate(calendar, {
      acceptedOn,
      workingDays,
      division: parseDivisionCode('43'),
      pauses,
    });

    const closedOn = due?.dueOn ?? acceptedOn;
    expect(elapsedWorkingDays({ acceptedOn, closedOn, pauses }, isWeekday)).toBe(workingDays);
  }
});

it('names the bucket in which the true median and the true ninth tenth lie', () => {
  const choose = createRandom(11);
  for (let turn = 0; turn < 500; turn += 1) {
    const longest = choose([0, 3, 12, 50, 200]);
    const size = choose([1, 2, 3, 9, 10, 11, 100]);
    const durations = Array.from({ length: size }, () =>
      choose([...Array(longest + 1).keys(), 0] as [number]),
    );
    const measures = { ...NONE };
    for (const duration of durations) measures[bucketOf(duration)] += 1;

    for (const share of [0.5, 0.9]) {
      const truth = [...durations].sort((one, other) => one - other)[Math.ceil(share * size) - 1] ?? -1;
      const bounds = durationQuantile(measures, share);
      expect(bounds).not.toBeNull();
      expect(truth).toBeGreaterThan(bounds?.over ?? -1);
      expect(truth).toBeLessThanOrEqual(bounds?.atMost ?? Number.POSITIVE_INFINITY);
    }
  }
});

it('has no median where nothing was decided', () => {
  expect(durationQuantile(NONE, 0.5)).toBeNull();
});

it.each([
  ['2026-01-01', '2026-12-31', ['MONTH 2026-01-01 2026-12-31']],
  [
    '2026-01-31',
    '2026-03-01',
    ['DAY 2026-01-31 2026-01-31', 'MONTH 2026-02-01 2026-02-28', 'DAY 2026-03-01 2026-03-01'],
  ],
  ['2026-01-02', '2026-02-27', ['DAY 2026-01-02 2026-02-27']],
  ['2026-02-01', '2026-02-28', ['MONTH 2026-02-01 2026-02-28']],
  ['2026-02-10', '2026-02-10', ['DAY 2026-02-10 2026-02-10']],
  ['2025-12-31', '2026-01-01', ['DAY 2025-12-31 2026-01-01']],
])('splits %s to %s into whole months and days', (from, to, parts) => {
  const split = splitSpan({ from: day(from), to: day(to) });

  expect(split.map((part) => `${part.grain} ${part.from} ${part.to}`)).toEqual(parts);
});

const NONE = Object.fromEntries(MEASURES.map((measure) => [measure, 0])) as Record<
  (typeof MEASURES)[number],
  number
>;
