import { appendFileSync } from 'node:fs';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../../../cli/embedded-postgres/startEmbeddedPostgres.ts';
import { RoleSupervisor } from '../../../../cli/processes/RoleSupervisor.ts';
import { runUntilStopped } from '../../../../cli/processes/runUntilStopped.ts';
import { consoleLog } from './consoleLog.ts';

/** A small `tongban start`: a database if asked for, and groups of roles. */
interface Input {
  readonly database?: { readonly dataDir: string; readonly native?: string };
  readonly events: string;
  readonly groups: ReadonlyArray<ReadonlyArray<{ readonly name: string; readonly behaviour?: string }>>;
  readonly stopWithinMs?: number;
}

const { database: wanted, events, groups, stopWithinMs } = JSON.parse(process.argv[2] ?? '') as Input;
const policy = { firstMs: 10, longestMs: 50, factor: 3, crashes: 5, withinMs: 60_000 };

const code = await runUntilStopped(
  async (lifetime) => {
    if (wanted !== undefined) {
      const database = await startEmbeddedPostgres({ ...wanted, log: consoleLog, signal: lifetime.signal });
      lifetime.onStop(async (leftMs) => {
        await noteThatItStillAnswers(database.url);
        await database.stop(leftMs);
        appendFileSync(events, 'database stopped\n');
      });
      void database.failed.then((reason) => lifetime.fail(reason));
      console.log(`database is ready (process ${database.pid})`);
    }
    const supervisor = new RoleSupervisor({ log: consoleLog, signal: lifetime.signal, policy });
    lifetime.onStop((leftMs) => supervisor.stop(leftMs * 0.6));
    void supervisor.failed.then((reason) => lifetime.fail(reason));
    for (const group of groups) {
      const urls = await supervisor.start(
        group.map(({ name, behaviour }) => ({
          name,
          program: new URL('./role.ts', import.meta.url),
          config: (previous) => ({
            name,
            events,
            behaviour,
            port: Number(new URL(previous?.['url'] ?? 'http://h:0').port),
          }),
          onReady: ({ url = '' }) => console.log(`SERVES ${name} ${url}`),
          readyWithinMs: behaviour === 'neverReady' ? 1_500 : 20_000,
        })),
      );
      for (const [index, { url }] of urls.entries()) console.log(`URL ${group[index]?.name} ${url}`);
    }
    console.log('all ready');
  },
  { log: consoleLog, ...(stopWithinMs === undefined ? {} : { stopWithinMs }) },
);
process.exit(code);

async function noteThatItStillAnswers(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query('select 1');
  await client.end();
  appendFileSync(events, 'database answers\n');
}
