import { expect, it } from 'vitest';
import { parseCalendarDate } from '../../../../domain/calendarDate.ts';
import { type DivisionCode, parseDivisionCode, provinceOf } from '../../../../domain/divisionCode.ts';
import type { PlacePair } from '../../../../subgraphs/cases/statistics/AllianceMembership.ts';
import type { StatisticsDelta } from '../../../../subgraphs/cases/statistics/StatisticsDelta.ts';
import type {
  StatisticsDimension,
  StatisticsQuestion,
} from '../../../../subgraphs/cases/statistics/StatisticsQuestion.ts';
import { readStatistics } from '../../../../subgraphs/cases/storage/readStatistics.ts';
import { aDelta } from './aDelta.ts';
import { createRandom } from './createRandom.ts';
import { withStatistics } from './withStatistics.ts';

const statistics = withStatistics();
const choose = createRandom(42);
const place = parseDivisionCode;
const day = parseCalendarDate;
const PLACES = [
  place('430700'),
  place('430000'),
  place('430702'),
  place('510100'),
  place('110000'),
  place('110101'),
] as const;
const DAYS = ['2026-01-31', '2026-02-01', '2026-02-14', '2026-02-28', '2026-03-01', '2026-03-15'] as const;

const randomDelta = (): StatisticsDelta =>
  aDelta({
    day: day(choose(DAYS)),
    item: choose(['a', 'b', 'c']),
    department: choose(['publicSecurity', 'housingFund', null]),
    accepting: choose(PLACES),
    owning: choose(PLACES),
    ...choose<Pick<StatisticsDelta, 'mode' | 'authority'>>([
      { mode: 'FULLY_ONLINE', authority: null },
      { mode: 'PROXY_COLLECTION', authority: 'COLLECT' },
      { mode: 'PROXY_COLLECTION', authority: 'DELEGATED' },
    ]),
    channel: choose(['APP', 'COUNTER']),
  });

const randomQuestion = (): StatisticsQuestion => {
  const from = choose(DAYS);
  const to = choose(DAYS);
  const pairs = choose<readonly PlacePair[] | null>([
    null,
    null,
    [{ accepting: [place('43'), place('11')], owning: [place('43'), place('11')] }],
    [{ accepting: [place('4307')], owning: null }],
  ]);
  return {
    periods:
      from <= to ? [{ from: day(from), to: day(to), pairs }] : [{ from: day(to), to: day(from), pairs }],
    item: choose([null, null, 'a']),
    department: choose([null, null, 'housingFund']),
    division: choose([null, null, place('43'), place('4307')]),
    accepting: choose([null, null, null, place('43'), place('430702')]),
    owning: choose([null, null, null, place('11')]),
    mode: choose([null, null, 'PROXY_COLLECTION']),
    authority: choose([null, null, null, 'DELEGATED']),
    channel: choose([null, null, 'APP']),
    groupBy: new Set(
      [1, 2].flatMap(() =>
        choose<readonly StatisticsDimension[]>([
          [],
          [],
          ['ITEM'],
          ['DEPARTMENT'],
          ['ACCEPTING_PROVINCE'],
          ['ACCEPTING_DIVISION'],
          ['OWNING_PROVINCE'],
          ['MODE'],
          ['CHANNEL'],
          ['MONTH'],
          ['DAY'],
        ]),
      ),
    ),
  };
};

it('answers like a count of the single cases, whatever is asked', async () => {
  const deltas = Array.from({ length: 400 }, randomDelta);
  await statistics.append(deltas);
  await statistics.createWorker('one').run();

  for (let turn = 0; turn < 150; turn += 1) {
    const question = randomQuestion();
    const { rows } = await readStatistics(statistics.database(), question, 1_000);

    const told = rows.map((row) => [
      JSON.stringify([
        row.item,
        row.department,
        row.accepting,
        row.owning,
        row.mode,
        row.authority,
        row.channel,
        row.month,
        row.day,
      ]),
      row.submitted,
      row.here_for_others,
      row.elsewhere_for_us,
    ]);
    expect(sorted(told), JSON.stringify({ ...question, groupBy: [...question.groupBy] })).toEqual(
      sorted(countOneByOne(deltas, question)),
    );
  }
});

const sorted = (rows: readonly unknown[]) => [...rows].map((row) => JSON.stringify(row)).sort();
const covers = (outer: DivisionCode, inner: DivisionCode) => inner.startsWith(outer.replace(/(00)+$/, ''));

function countOneByOne(deltas: readonly StatisticsDelta[], question: StatisticsQuestion) {
  const groups = new Map<string, [number, number, number]>();
  for (const delta of deltas.filter((one) => matches(one, question))) {
    const name = groupOf(delta, question.groupBy);
    const [submitted, here, elsewhere] = groups.get(name) ?? [0, 0, 0];
    const { division } = question;
    const isHere = division !== null && covers(division, delta.accepting);
    const isOurs = division !== null && covers(division, delta.owning);
    groups.set(name, [
      submitted + 1,
      here + (isHere && !isOurs ? 1 : 0),
      elsewhere + (isOurs && !isHere ? 1 : 0),
    ]);
  }
  return [...groups].map(([name, counts]) => [name, ...counts]);
}

function matches(delta: StatisticsDelta, question: StatisticsQuestion): boolean {
  const { division, accepting, owning } = question;
  const inPeriod = question.periods.some(
    ({ from, to, pairs }) =>
      from <= delta.day &&
      delta.day <= to &&
      (pairs === null ||
        pairs.some(
          (pair) =>
            pair.accepting.some((one) => covers(one, delta.accepting)) &&
            (pair.owning === null || pair.owning.some((one) => covers(one, delta.owning))),
        )),
  );
  const texts = ['item', 'department', 'mode', 'authority', 'channel'] as const;
  return (
    inPeriod &&
    texts.every((name) => question[name] === null || question[name] === delta[name]) &&
    (division === null || covers(division, delta.accepting) || covers(division, delta.owning)) &&
    (accepting === null || covers(accepting, delta.accepting)) &&
    (owning === null || covers(owning, delta.owning))
  );
}

function groupOf(delta: StatisticsDelta, groupBy: ReadonlySet<StatisticsDimension>): string {
  const when = <T>(dimension: StatisticsDimension, value: T) => (groupBy.has(dimension) ? value : null);
  return JSON.stringify([
    when('ITEM', delta.item),
    when('DEPARTMENT', delta.department),
    when('ACCEPTING_DIVISION', delta.accepting) ?? when('ACCEPTING_PROVINCE', provinceOf(delta.accepting)),
    when('OWNING_DIVISION', delta.owning) ?? when('OWNING_PROVINCE', provinceOf(delta.owning)),
    when('MODE', delta.mode),
    when('MODE', delta.authority),
    when('CHANNEL', delta.channel),
    when('MONTH', delta.day.slice(0, 7)),
    when('DAY', delta.day),
  ]);
}
