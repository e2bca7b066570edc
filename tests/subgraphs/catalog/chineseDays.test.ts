import { describe, expect, it } from 'vitest';
import { addDays } from '../../../domain/addDays.ts';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { describeDay } from '../../../domain/working-days/describeDay.ts';
import { readChineseDays } from '../../../subgraphs/catalog/calendar/readChineseDays.ts';
import { toWorkingDayCalendar } from '../../../subgraphs/catalog/calendar/toWorkingDayCalendar.ts';

const national = await readChineseDays();
const calendar = toWorkingDayCalendar(national, []);
const HUNAN = parseDivisionCode('43');

it('covers whole years, 2004 to 2026', () => {
  expect([national.coveredFrom, national.coveredThrough]).toEqual(['2004-01-01', '2026-12-31']);
});

// Written down by hand from the yearly notices of the General Office of the State Council, not from the package:
// each holiday with its first and last day off, then the Saturdays and Sundays that are worked instead.
const NOTICES: Readonly<
  Record<
    string,
    { readonly off: ReadonlyArray<readonly [string, string, string]>; readonly worked: readonly string[] }
  >
> = {
  '2024': {
    off: [
      ['元旦', '01-01', '01-01'],
      ['春节', '02-10', '02-17'],
      ['清明', '04-04', '04-06'],
      ['劳动节', '05-01', '05-05'],
      ['端午', '06-10', '06-10'],
      ['中秋', '09-15', '09-17'],
      ['国庆节', '10-01', '10-07'],
    ],
    worked: ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'],
  },
  '2025': {
    off: [
      ['元旦', '01-01', '01-01'],
      ['春节', '01-28', '02-04'],
      ['清明', '04-04', '04-06'],
      ['劳动节', '05-01', '05-05'],
      ['端午', '05-31', '06-02'],
      ['国庆节、中秋', '10-01', '10-08'],
    ],
    worked: ['01-26', '02-08', '04-27', '09-28', '10-11'],
  },
  '2026': {
    off: [
      ['元旦', '01-01', '01-03'],
      ['春节', '02-15', '02-23'],
      ['清明', '04-04', '04-06'],
      ['劳动节', '05-01', '05-05'],
      ['端午', '06-19', '06-21'],
      ['中秋', '09-25', '09-27'],
      ['国庆节', '10-01', '10-07'],
    ],
    worked: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
  },
};

describe.each(Object.entries(NOTICES))('%s', (year, { off, worked }) => {
  const firstDay = parseCalendarDate(`${year}-01-01`);
  const days = Array.from({ length: year === '2024' ? 366 : 365 }, (_, index) =>
    describeDay(calendar, HUNAN, addDays(firstDay, index)),
  );
  const isWeekend = (date: string) => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
  const daysOff = new Map(
    off.flatMap(([name, from, to]) =>
      days
        .map(({ date }) => date)
        .filter((date) => `${year}-${from}` <= date && date <= `${year}-${to}`)
        .map((date) => [date, name] as const),
    ),
  );

  it('has every holiday under its name, and no other', () => {
    const found = days.filter(({ kind }) => kind === 'HOLIDAY').map(({ date, name }) => [date, name]);
    const named = found.map(([date, name]) => [
      date,
      name !== null && name !== undefined && daysOff.get(parseCalendarDate(date ?? ''))?.includes(name),
    ]);

    expect(named).toEqual([...daysOff.keys()].map((date) => [date, true]));
  });

  it('has every make-up working day, all on weekends', () => {
    const found = days.filter(({ kind }) => kind === 'MAKEUP_WORKDAY').map(({ date }) => date);

    expect(found).toEqual(worked.map((day) => `${year}-${day}`));
    expect(found.every(isWeekend)).toBe(true);
  });

  it('is weekends and working days for the rest', () => {
    const rest = days.filter(({ kind }) => kind === 'WORKDAY' || kind === 'WEEKEND');

    expect(rest.filter(({ kind, date }) => (kind === 'WEEKEND') !== isWeekend(date))).toEqual([]);
    expect(rest.length).toBe(days.length - daysOff.size - worked.length);
  });
});

it('gives 248 working days in 2026', () => {
  // 365 days, 104 of them Saturdays and Sundays; 33 days off, 14 of these on weekends anyway; 6 worked instead.
  const first = parseCalendarDate('2026-01-01');
  const kinds = Array.from(
    { length: 365 },
    (_, index) => describeDay(calendar, HUNAN, addDays(first, index)).kind,
  );

  expect(kinds.filter((kind) => kind === 'WORKDAY' || kind === 'MAKEUP_WORKDAY').length).toBe(248);
});

it('adds a day of a province only from a row that gives it, and lists the others as missing', () => {
  const row = (given: { nameZh: string; on: string | null }) => ({
    id: 'a',
    division: parseDivisionCode('45'),
    kind: 'holiday' as const,
    source: 'a test',
    ...given,
    on: given.on === null ? null : parseCalendarDate(given.on),
  });
  const merged = toWorkingDayCalendar(national, [
    row({ nameZh: '有日期', on: '2026-04-20' }),
    row({ nameZh: '无日期', on: null }),
    row({ nameZh: '也无日期', on: null }),
  ]);

  const kindAt = (code: string) =>
    describeDay(merged, parseDivisionCode(code), parseCalendarDate('2026-04-20')).kind;
  expect([kindAt('45'), kindAt('450900'), kindAt('43')]).toEqual(['HOLIDAY', 'HOLIDAY', 'WORKDAY']);
  expect(merged.missingOverlays).toEqual([
    { division: '450000', names: ['无日期', '也无日期'], source: 'a test' },
  ]);
});
