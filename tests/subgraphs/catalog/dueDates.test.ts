import { describe, expect, it } from 'vitest';
import { refused } from './refused.ts';
import { withCatalog } from './withCatalog.ts';

const { ask } = withCatalog();
const dueDate = `
  query ($item: ID!, $acceptedOn: Date!, $division: DivisionCode!, $accepting: DivisionCode, $pauses: [PauseInput!], $workingDays: Int) {
    dueDate(item: $item, acceptedOn: $acceptedOn, division: $division, acceptingDivision: $accepting, pauses: $pauses, workingDays: $workingDays) {
      dueOn reason provisional coveredThrough missingHolidays deadline { kind workingDays citation { quote } } } }`;

describe('due dates', () => {
  const agreed = { kind: 'AGREED', workingDays: 10, citation: { quote: '办理时限:10个工作日' } };
  const run = { item: 'hukou-move-spouse', division: '2101', accepting: '2201' };
  const answer = (dueOn: string | null, given: object = {}) => ({
    data: {
      dueDate: {
        dueOn,
        reason: null,
        provisional: false,
        coveredThrough: '2026-12-31',
        missingHolidays: [],
        deadline: agreed,
        ...given,
      },
    },
  });

  it.each([
    ['over the long holiday of October', { acceptedOn: '2026-09-25' }, '2026-10-15', false],
    [
      'paused for supplement',
      { acceptedOn: '2026-09-25', pauses: [{ from: '2026-09-28', to: '2026-09-30' }] },
      '2026-10-20',
      false,
    ],
    ['by the limit that is given', { acceptedOn: '2026-09-25', workingDays: 2 }, '2026-09-29', false],
    ['beyond the calendar', { acceptedOn: '2026-12-21' }, '2027-01-04', true],
  ])('%s', async (_, given, dueOn, provisional) => {
    expect(await ask(dueDate, { ...run, ...given })).toEqual(answer(dueOn, { provisional }));
  });

  it('of a limit set by law need no accepting place; holidays that are missing are named', async () => {
    const variables = { item: 'oversize-transport-permit', acceptedOn: '2026-04-20', division: '45' };
    const quote = '辽宁省三类跨省大件运输审批时间已从法定15个工作日减至平均2.8个工作日';

    expect(await ask(dueDate, variables)).toEqual(
      answer('2026-05-13', {
        missingHolidays: ['壮族三月三'],
        // One of them may lie among the days that were counted.
        provisional: true,
        deadline: { kind: 'STATUTORY', workingDays: 15, citation: { quote } },
      }),
    );
  });

  it.each([
    ['no limit is known', { accepting: null }, 'NO_KNOWN_LIMIT', null],
    ['the item is not', { item: 'none' }, 'ITEM_NOT_IN_CATALOGUE', null],
    ['a pause goes on', { pauses: [{ from: '2026-09-28' }] }, 'PAUSED', agreed],
  ])('are null where %s', async (_, given, reason, deadline) => {
    expect(await ask(dueDate, { ...run, acceptedOn: '2026-09-25', ...given })).toEqual(
      answer(null, { reason, deadline }),
    );
  });

  it.each([
    [{ pauses: [{ from: '2026-09-28', to: '2026-09-27' }] }, 'a pause ends before it begins'],
    [{ pauses: Array(51).fill({ from: '2026-09-28' }) }, 'pauses must be at most 50'],
    [{ workingDays: 0 }, 'workingDays must be 1 to 250'],
    [{ acceptedOn: '9999-12-30' }, 'the day lies beyond the year 9999'],
  ])('refuse %j', async (given, message) => {
    expect(await ask(dueDate, { ...run, acceptedOn: '2026-09-25', ...given })).toEqual(
      expect.objectContaining({ errors: [expect.objectContaining(refused(message))] }),
    );
  });
});

it('shows the calendar of a span', async () => {
  const query = `{ workingDayCalendar(division: "54", from: "2026-10-07", to: "2026-10-11") {
    coveredFrom coveredThrough workingDays missingHolidays days { date kind name source provisional } } }`;
  const source = 'npm chinese-days 1.5.7';
  // 西藏 works on these days unless one is a holiday of its own, of which only the name is known.
  const plain = { name: null, source: null, provisional: true };

  expect(await ask(query)).toEqual({
    data: {
      workingDayCalendar: {
        coveredFrom: '2004-01-01',
        coveredThrough: '2026-12-31',
        workingDays: 3,
        missingHolidays: ['藏历新年', '雪顿节'],
        days: [
          { date: '2026-10-07', kind: 'HOLIDAY', name: '国庆节', source, provisional: false },
          { date: '2026-10-08', kind: 'WORKDAY', ...plain },
          { date: '2026-10-09', kind: 'WORKDAY', ...plain },
          { date: '2026-10-10', kind: 'MAKEUP_WORKDAY', name: '国庆节', source, provisional: true },
          { date: '2026-10-11', kind: 'WEEKEND', ...plain, provisional: false },
        ],
      },
    },
  });
});

it.each([
  ['from: "2026-01-02", to: "2026-01-01"', 'to must not be before from'],
  ['from: "2026-01-01", to: "2027-01-03"', 'to must be at most 366 days after from'],
])('refuses a span %s', async (span, message) => {
  expect(await ask(`{ workingDayCalendar(division: "54", ${span}) { workingDays } }`)).toEqual(
    expect.objectContaining({ errors: [expect.objectContaining(refused(message))] }),
  );
});
