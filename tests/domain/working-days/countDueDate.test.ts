import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../domain/addDays.ts';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { countDueDate, type TimeLimitRun } from '../../../domain/working-days/countDueDate.ts';
import { describeDay } from '../../../domain/working-days/describeDay.ts';
import type {
  CalendarException,
  WorkingDayCalendar,
} from '../../../domain/working-days/WorkingDayCalendar.ts';

const day = parseCalendarDate;
const holiday = (name: string): CalendarException => ({ kind: 'HOLIDAY', name, source: 'a test' });
const HUNAN = parseDivisionCode('43');
const GUANGXI = parseDivisionCode('45');

/** Covers 2026; Thursday 2026-01-01 is off, Sunday 2026-01-04 made up for; 广西 has Wednesday 2026-01-07 off too. */
const calendar: WorkingDayCalendar = {
  coveredFrom: day('2026-01-01'),
  coveredThrough: day('2026-12-31'),
  national: new Map([
    [day('2026-01-01'), holiday('元旦')],
    [day('2026-01-04'), { kind: 'MAKEUP_WORKDAY', name: '元旦', source: 'a test' }],
  ]),
  overlays: new Map([[GUANGXI, new Map([[day('2026-01-07'), holiday('样例')]])]]),
  missingOverlays: [],
};
const count = (given: Partial<TimeLimitRun>) =>
  countDueDate(calendar, {
    acceptedOn: day('2026-01-05'),
    workingDays: 1,
    division: HUNAN,
    pauses: [],
    ...given,
  });
const due = (dueOn: string, provisional = false) => ({ dueOn, provisional });
const pause = (from: string, to: string | null) => ({ from: day(from), to: to === null ? null : day(to) });

it.each([
  ['at once, whatever day it is', '2026-01-10', 0, '2026-01-10'],
  ['the day after a working day', '2026-01-05', 1, '2026-01-06'],
  ['over a weekend', '2026-01-09', 1, '2026-01-12'],
  ['ten working days are two weeks', '2026-01-05', 10, '2026-01-19'],
  ['a make-up Sunday counts', '2026-01-02', 2, '2026-01-05'],
  ['accepted on a day off', '2026-01-10', 1, '2026-01-12'],
])('%s: %s + %i = %s', (_, acceptedOn, workingDays, dueOn) => {
  expect(count({ acceptedOn: day(acceptedOn), workingDays })).toEqual(due(dueOn));
});

it('counts by the calendar of the owning division', () => {
  expect(
    [HUNAN, GUANGXI, parseDivisionCode('450900')].map((division) => count({ division, workingDays: 2 })),
  ).toEqual([due('2026-01-07'), due('2026-01-08'), due('2026-01-08')]);
});

it.each([
  ['2026-12-30', 1, '2026-12-31', false],
  ['2026-12-31', 1, '2027-01-01', true],
  ['2025-12-31', 1, '2026-01-02', false],
  ['2025-12-30', 1, '2025-12-31', true],
])('accepted on %s, %i day: %s, provisional %s', (acceptedOn, workingDays, dueOn, provisional) => {
  expect(count({ acceptedOn: day(acceptedOn), workingDays })).toEqual(due(dueOn, provisional));
});

describe('a pause', () => {
  it.each([
    [
      'moves the day by its working days, both ends left out',
      [pause('2026-01-06', '2026-01-07')],
      '2026-01-09',
    ],
    ['of one day', [pause('2026-01-07', '2026-01-07')], '2026-01-08'],
    ['over a weekend moves nothing', [pause('2026-01-10', '2026-01-11')], '2026-01-07'],
    ['after the due day moves nothing', [pause('2026-01-08', '2026-02-08')], '2026-01-07'],
    ['that goes on after it moves nothing', [pause('2026-01-08', null)], '2026-01-07'],
    ['before acceptance moves nothing', [pause('2025-12-01', '2026-01-05')], '2026-01-07'],
    [
      'that overlaps another counts once',
      [pause('2026-01-07', '2026-01-12'), pause('2026-01-06', '2026-01-08')],
      '2026-01-14',
    ],
  ])('%s', (_, pauses, dueOn) => {
    expect(count({ workingDays: 2, pauses })).toEqual(due(dueOn));
  });

  it('without an end leaves the day open', () => {
    expect(count({ workingDays: 2, pauses: [pause('2026-01-07', null)] })).toBeNull();
  });

  it('may carry the day beyond the calendar', () => {
    expect(count({ workingDays: 2, pauses: [pause('2026-01-07', '2026-12-31')] })).toEqual(
      due('2027-01-01', true),
    );
  });

  it('of centuries is skipped, not walked through', () => {
    expect(count({ workingDays: 2, pauses: [pause('2026-01-07', '9999-12-28')] })).toEqual(
      due('9999-12-29', true),
    );
    expect(() => count({ workingDays: 9, pauses: [pause('2026-01-07', '9999-12-28')] })).toThrow(RangeError);
  });
});

it.each([
  ['a negative number of days', { workingDays: -1 }],
  ['a part of a day', { workingDays: 2.8 }],
  ['a pause that ends before it begins', { pauses: [pause('2026-01-08', '2026-01-07')] }],
])('refuses %s', (_, given) => {
  expect(() => count(given)).toThrow(RangeError);
});

describe('for any limit and pauses', () => {
  const dayIn2026 = fc.integer({ min: 0, max: 300 }).map((offset) => addDays(day('2026-01-01'), offset));
  const anyPause = fc
    .tuple(dayIn2026, fc.integer({ min: 0, max: 30 }))
    .map(([from, length]) => ({ from, to: addDays(from, length) }));
  const anyRun = fc.record({
    acceptedOn: dayIn2026,
    workingDays: fc.integer({ min: 1, max: 60 }),
    division: fc.constantFrom(HUNAN, GUANGXI),
    pauses: fc.array(anyPause, { maxLength: 4 }),
  });
  const isWorked = (date: string, division: TimeLimitRun['division']) =>
    ['WORKDAY', 'MAKEUP_WORKDAY'].includes(describeDay(calendar, division, day(date)).kind);

  it('exactly so many working days outside all pauses lie after acceptance up to the day, and the day is one', () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const { dueOn } = countDueDate(calendar, run) ?? { dueOn: run.acceptedOn };
        const counted: string[] = [];
        for (let date = addDays(run.acceptedOn, 1); date <= dueOn; date = addDays(date, 1)) {
          const isPaused = run.pauses.some(({ from, to }) => from <= date && date <= to);
          if (!isPaused && isWorked(date, run.division)) counted.push(date);
        }

        expect([counted.length, counted.at(-1)]).toEqual([run.workingDays, dueOn]);
      }),
    );
  });

  it('the order of pauses, splitting one, and giving one twice change nothing', () => {
    fc.assert(
      fc.property(anyRun, fc.integer({ min: 0, max: 30 }), (run, at) => {
        const split = run.pauses.flatMap(({ from, to }) => {
          const cut = addDays(from, at);
          return cut < to
            ? [
                { from, to: cut },
                { from: addDays(cut, 1), to },
              ]
            : [{ from, to }];
        });

        const expected = countDueDate(calendar, run);
        expect(countDueDate(calendar, { ...run, pauses: run.pauses.toReversed() })).toEqual(expected);
        expect(countDueDate(calendar, { ...run, pauses: [...run.pauses, ...split] })).toEqual(expected);
        expect(countDueDate(calendar, { ...run, pauses: split })).toEqual(expected);
      }),
    );
  });

  it('a further pause never brings the day forward', () => {
    fc.assert(
      fc.property(anyRun, anyPause, (run, further) => {
        const without = countDueDate(calendar, run)?.dueOn ?? '';
        const later = countDueDate(calendar, { ...run, pauses: [...run.pauses, further] })?.dueOn ?? '';

        expect(later >= without).toBe(true);
      }),
    );
  });
});
