import { pino } from 'pino';
import { afterEach, beforeEach } from 'vitest';
import { StatisticsRollUp } from '../../../../subgraphs/cases/engine/StatisticsRollUp.ts';
import type { StatisticsDelta } from '../../../../subgraphs/cases/statistics/StatisticsDelta.ts';
import type { CasesDatabase } from '../../../../subgraphs/cases/storage/CasesDatabase.ts';
import { countOverdue } from '../../../../subgraphs/cases/storage/countOverdue.ts';
import { insertDeltas } from '../../../../subgraphs/cases/storage/insertDeltas.ts';
import { openDatabase } from '../../../../subgraphs/cases/storage/openDatabase.ts';
import { prepareDatabase } from '../../../../subgraphs/cases/storage/prepareDatabase.ts';
import { StatisticsRows } from '../../../../subgraphs/cases/storage/StatisticsRows.ts';
import { withPostgres } from '../../../support/withPostgres.ts';

/** Tables of cases in a real database, new for each test. */
export function withStatistics() {
  const postgres = withPostgres();
  const logged: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });
  const opened: CasesDatabase[] = [];
  let databaseUrl = '';
  let database: CasesDatabase;

  beforeEach(async () => {
    databaseUrl = await postgres.createDatabase();
    database = connect('tongban-test');
    await prepareDatabase(database);
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((one) => one.destroy()));
    logged.length = 0;
  });

  function connect(applicationName: string): CasesDatabase {
    const one = openDatabase({ databaseUrl, applicationName, maxConnections: 4, logger });
    opened.push(one);
    return one;
  }

  return {
    logger,
    logged,
    connect,
    databaseUrl: () => databaseUrl,
    database: () => database,
    append: (deltas: readonly StatisticsDelta[]) => insertDeltas(database, deltas),
    /** A worker of its own: Monday to Friday are working days, the promise is 5 of them, the law says 20. */
    createWorker: (applicationName: string, now = () => Date.UTC(2026, 11, 1)) => {
      const own = connect(applicationName);
      const roll = new StatisticsRollUp({
        rows: new StatisticsRows(own),
        yardsticks: { findFor: async ({ duration }) => (duration === null ? null : YARDSTICK) },
        countOverdue: (today, limit) => countOverdue(own, today, limit),
        logger,
        now,
      });
      return { run: () => roll.run(new AbortController().signal) };
    },
  };
}

const YARDSTICK = {
  limits: { promised: 5, statutory: 20 },
  isWorkingDay: (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()),
};
