import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { z } from 'zod';
import { type CalendarDate, parseCalendarDate } from '../../../domain/calendarDate.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CalendarException } from '../../../domain/working-days/WorkingDayCalendar.ts';
import type { NationalCalendar } from './NationalCalendar.ts';

/** Day → English name, Chinese name, and how many days the law gives: `New Year's Day,元旦,1`. */
const days = z.record(
  z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  z.string().regex(/^[^,]+,[^,]+,\d+$/, 'must be English name, Chinese name and number'),
);
const file = z.object({ holidays: days, workdays: days });
const manifest = z.object({ version: z.string() });

/** The first and the last holiday that every yearly notice of the State Council sets. */
const FIRST = '元旦';
const LAST = '国庆节';

/**
 * The national holidays and make-up days of npm `chinese-days` (MIT), which follows the yearly notices of the State
 * Council. It covers whole years, from the first one on as long as no year is missing.
 *
 * @throws {TongbanError} INTERNAL_SERVER_ERROR when the installed package has another form.
 */
export async function readChineseDays(): Promise<NationalCalendar> {
  const require = createRequire(import.meta.url);
  const [content, about] = await Promise.all([
    readFile(require.resolve('chinese-days/dist/chinese-days.json'), 'utf8'),
    readFile(require.resolve('chinese-days/package.json'), 'utf8'),
  ]);
  const outcome = file.safeParse(JSON.parse(content));
  if (!outcome.success)
    throw new TongbanError('INTERNAL_SERVER_ERROR', 'npm chinese-days has another form than expected', {
      cause: outcome.error,
    });

  const source = `npm chinese-days ${manifest.parse(JSON.parse(about)).version}`;
  const { holidays, workdays } = outcome.data;
  const { first, last } = coveredYears(holidays);
  return {
    coveredFrom: parseCalendarDate(`${first}-01-01`),
    coveredThrough: parseCalendarDate(`${last}-12-31`),
    national: new Map([
      ...Object.entries(holidays).map((entry) => toException(entry, 'HOLIDAY', source)),
      ...Object.entries(workdays).map((entry) => toException(entry, 'MAKEUP_WORKDAY', source)),
    ]),
  };
}

function toException(
  [day, names]: readonly [string, string],
  kind: CalendarException['kind'],
  source: string,
): readonly [CalendarDate, CalendarException] {
  return [parseCalendarDate(day), { kind, name: nameOf(names), source }];
}

const nameOf = (names: string): string => names.split(',')[1] ?? names;

/** A year counts once both its first and its last holiday are set: a notice may reach into the next year. */
function coveredYears(holidays: z.infer<typeof days>): { readonly first: number; readonly last: number } {
  const named = (name: string) =>
    new Set(
      Object.entries(holidays)
        .filter(([, names]) => nameOf(names) === name)
        .map(([day]) => Number(day.slice(0, 4))),
    );
  const withLast = named(LAST);
  const years = [...named(FIRST)].filter((year) => withLast.has(year)).toSorted((one, other) => one - other);
  const [first] = years;
  if (first === undefined)
    throw new TongbanError('INTERNAL_SERVER_ERROR', 'npm chinese-days covers no whole year');
  return { first, last: years.filter((year, index) => year === first + index).at(-1) ?? first };
}
