import { startEmbeddedPostgres } from '../../../../cli/embedded-postgres/startEmbeddedPostgres.ts';
import { runUntilStopped } from '../../../../cli/processes/runUntilStopped.ts';
import { consoleLog } from './consoleLog.ts';

/** A database alone, until told to stop. */
const { dataDir, native } = JSON.parse(process.argv[2] ?? '') as { dataDir: string; native?: string };

const code = await runUntilStopped(
  async (lifetime) => {
    const given = native === undefined ? {} : { native };
    const database = await startEmbeddedPostgres({
      dataDir,
      ...given,
      log: consoleLog,
      signal: lifetime.signal,
    });
    lifetime.onStop((leftMs) => database.stop(leftMs));
    console.log(`ready ${database.url} (process ${database.pid})`);
  },
  { log: consoleLog },
);
process.exit(code);
