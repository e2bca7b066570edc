import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { addDays } from '../../../domain/addDays.ts';
import { type CalendarDate, parseCalendarDate } from '../../../domain/calendarDate.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { countDueDate } from '../../../domain/working-days/countDueDate.ts';
import { describeDay } from '../../../domain/working-days/describeDay.ts';
import { elapsedWorkingDays } from '../../../domain/working-days/elapsedWorkingDays.ts';
import { readChineseDays } from '../../../subgraphs/catalog/calendar/readChineseDays.ts';
import { toWorkingDayCalendar } from '../../../subgraphs/catalog/calendar/toWorkingDayCalendar.ts';
import { DUE_DATE_ROWS, type DueDateRow } from './dueDateRows.ts';

const file = new URL('../../../subgraphs/catalog/data/provincialHolidays.json', import.meta.url);
const { provincialHolidays } = JSON.parse(await readFile(file, 'utf8'));
/** As it is in force: the country's, and what is known of provinces. */
const calendar = toWorkingDayCalendar(await readChineseDays(), provincialHolidays);

const runOf = ({ acceptedOn, workingDays, division, pauses = [] }: DueDateRow) => ({
  acceptedOn: parseCalendarDate(acceptedOn),
  workingDays,
  division: parseDivisionCode(division),
  pauses: pauses.map(([from, to]) => ({
    from: parseCalendarDate(from),
    to: to === null ? null : parseCalendarDate(to),
  })),
});

const isWorked = (division: string) => (day: CalendarDate) =>
  ['WORKDAY', 'MAKEUP_WORKDAY'].includes(describeDay(calendar, parseDivisionCode(division), day).kind);

it.each(DUE_DATE_ROWS)('$acceptedOn + $workingDays at $division: $dueOn ($counting)', (row) => {
  const { dueOn, provisional = false } = row;

  expect(countDueDate(calendar, runOf(row))).toEqual(dueOn === null ? null : { dueOn, provisional });
});

it('what ends on its last day has taken exactly its limit, and a day less the day before', () => {
  const dated = DUE_DATE_ROWS.flatMap((row) =>
    row.dueOn === null || row.workingDays === 0 ? [] : [{ ...row, dueOn: row.dueOn }],
  );
  const elapsed = dated.map((row) => {
    const { acceptedOn, pauses } = runOf(row);
    const until = (closedOn: CalendarDate) =>
      elapsedWorkingDays({ acceptedOn, closedOn, pauses }, isWorked(row.division));
    const dueOn = parseCalendarDate(row.dueOn);
    return [until(addDays(dueOn, -1)), until(dueOn)];
  });

  expect(elapsed).toEqual(dated.map(({ workingDays }) => [workingDays - 1, workingDays]));
});

it('crosses every holiday and every make-up day of three years', () => {
  const walked = new Set<string>();
  for (const row of DUE_DATE_ROWS)
    for (
      let day = row.acceptedOn;
      day < (row.dueOn ?? row.acceptedOn);
      day = addDays(parseCalendarDate(day), 1)
    )
      walked.add(addDays(parseCalendarDate(day), 1));
  const exceptions = [...calendar.national].filter(([day]) => day >= '2024-01-01' && day <= '2026-12-31');

  expect(exceptions.length).toBeGreaterThan(90);
  expect(exceptions.filter(([day]) => !walked.has(day))).toEqual([]);
});
