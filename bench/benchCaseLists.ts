import { sql } from 'kysely';
import { pino } from 'pino';
import { parseDivisionCode } from '../domain/divisionCode.ts';
import type { CasesTables } from '../subgraphs/cases/storage/CasesTables.ts';
import { listHolderCases } from '../subgraphs/cases/storage/listHolderCases.ts';
import { listWork } from '../subgraphs/cases/storage/listWork.ts';
import { openDatabase } from '../subgraphs/cases/storage/openDatabase.ts';
import { prepareDatabase } from '../subgraphs/cases/storage/prepareDatabase.ts';
import type { AskedPages } from './AskedPages.ts';
import { fillCases } from './fillCases.ts';
import { fillStatistics } from './fillStatistics.ts';
import { measureStatistics } from './measureStatistics.ts';
import { type MeasuredDatabase, withMeasuredDatabase } from './withMeasuredDatabase.ts';

const CASES = 1_000_000;
const HOLDERS = 200_000;

/** A page of a work list, of a person's cases and of statistics, among a million. */
export async function benchCaseLists(rounds: number): Promise<readonly AskedPages[]> {
  return withMeasuredDatabase<CasesTables, readonly AskedPages[]>('cases', async (measured) => {
    const logger = pino({ level: 'silent' });
    const owner = openDatabase({
      databaseUrl: measured.url,
      applicationName: 'bench',
      maxConnections: 3,
      logger,
    });
    await prepareDatabase(owner);
    await owner.destroy();
    await sql.raw(fillCases(CASES, HOLDERS)).execute(measured.database);
    await sql.raw(fillStatistics()).execute(measured.database);
    await measured.analyze();
    return [...(await ask(measured, rounds)), ...(await measureStatistics(measured, rounds))];
  });
}

async function ask(
  { database, measure }: MeasuredDatabase<CasesTables>,
  rounds: number,
): Promise<readonly AskedPages[]> {
  const province = parseDivisionCode('430000');
  const city = parseDivisionCode('430100');
  const county = parseDivisionCode('430102');
  const page = { statuses: null, dueBy: null, first: 20, after: null } as const;
  const holderOf = (n: number) =>
    `00000000-0000-4000-8000-${String((n * 7_919) % HOLDERS).padStart(12, '0')}`;
  const middle = { dueOn: '2026-07-01', submittedAt: Date.parse('2026-06-01'), caseId: holderOf(1) };
  const questions: readonly (readonly [string, (round: number) => Promise<unknown>])[] = [
    ['work list of a province, first page', () => listWork(database, { ...page, division: province })],
    [
      'work list of a province, in the middle',
      () => listWork(database, { ...page, division: province, after: middle }),
    ],
    ['work list of a city', () => listWork(database, { ...page, division: city })],
    [
      'work list of a city, in the middle',
      () => listWork(database, { ...page, division: city, after: middle }),
    ],
    ['work list of a county', () => listWork(database, { ...page, division: county })],
    [
      'what is parked in a province',
      () => listWork(database, { ...page, division: province, statuses: ['PARKED'] }),
    ],
    ['what is parked in a city', () => listWork(database, { ...page, division: city, statuses: ['PARKED'] })],
    [
      'what is closed in a province',
      () => listWork(database, { ...page, division: province, statuses: ['CLOSED'] }),
    ],
    ['what is closed in a city', () => listWork(database, { ...page, division: city, statuses: ['CLOSED'] })],
    [
      'what is due in a province',
      () => listWork(database, { ...page, division: province, dueBy: '2026-03-01' }),
    ],
    [
      "a person's cases",
      (round) =>
        listHolderCases(database, { holderId: holderOf(round), statuses: null, first: 20, after: null }),
    ],
  ];
  const reports: AskedPages[] = [];
  for (const [question, query] of questions) {
    // Connections of a pool have been used before.
    await query(0);
    const timesMs: number[] = [];
    for (let round = 0; round < rounds; round += 1) timesMs.push(await measure(() => query(round)));
    reports.push({ question, timesMs });
  }
  return reports;
}
