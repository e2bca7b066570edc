import pino from 'pino';
import { expect, it } from 'vitest';
import { JobQueue } from '../../../../subgraphs/cases/storage/JobQueue.ts';
import { openDatabase } from '../../../../subgraphs/cases/storage/openDatabase.ts';
import { startJobQueue } from '../../../../subgraphs/cases/storage/startJobQueue.ts';
import { withPostgres } from '../../../support/withPostgres.ts';

const postgres = withPostgres();

it('is prepared by all who start at once on a new database, one after the other', async () => {
  const logger = pino({ level: 'silent' });
  for (let round = 0; round < 2; round += 1) {
    const databaseUrl = await postgres.createDatabase();
    const started = Array.from({ length: 6 }, (_, index) => ({
      database: openDatabase({ databaseUrl, applicationName: 'test', maxConnections: 2, logger }),
      queue: new JobQueue({ databaseUrl, isWorker: index % 2 === 0, logger }),
    }));
    const results = await Promise.allSettled(
      started.map(({ database, queue }) => startJobQueue(database, queue)),
    );
    await Promise.all(started.map(({ queue }) => queue.stop()));
    await Promise.all(started.map(({ database }) => database.destroy()));

    expect(results.map(({ status }) => status)).toEqual(Array(6).fill('fulfilled'));
  }
});
