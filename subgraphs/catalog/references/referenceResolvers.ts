import { listDays } from '../calendar/listDays.ts';
import { missingHolidays } from '../calendar/missingHolidays.ts';
import type { Resolvers } from '../resolvers.generated.ts';

const COUNTING_RULE =
  '自受理次日起算,受理当日不计入;按业务属地的工作日计算,节假日和周末不计,调休上班日计入;中止期间(含首尾两日)不计。';

/** What due dates, the calendar, figures and statements are asked for. */
export const referenceResolvers = {
  DueDate: {
    countingRule: () => COUNTING_RULE,
    coveredThrough: (_, __, { snapshot }) => snapshot.calendar.coveredThrough,
    missingHolidays: ({ division }, _, { snapshot }) => missingHolidays(snapshot.calendar, division),
  },
  WorkingDayCalendar: {
    coveredFrom: (_, __, { snapshot }) => snapshot.calendar.coveredFrom,
    coveredThrough: (_, __, { snapshot }) => snapshot.calendar.coveredThrough,
    days: (span, _, { snapshot }) => listDays(snapshot.calendar, span),
    workingDays: (span, _, { snapshot }) =>
      listDays(snapshot.calendar, span).filter(({ kind }) => kind === 'WORKDAY' || kind === 'MAKEUP_WORKDAY')
        .length,
    missingHolidays: ({ division }, _, { snapshot }) => missingHolidays(snapshot.calendar, division),
  },
  ReferenceValue: {
    division: ({ divisionCode }, _, { snapshot }) =>
      divisionCode === null ? null : snapshot.divisions.find(divisionCode),
  },
  PolicyStatement: {
    items: async ({ itemCodes }, _, { items }) =>
      (await Promise.all(itemCodes.map((code) => items.load(code)))).flatMap((item) => item ?? []),
  },
} satisfies Resolvers;
