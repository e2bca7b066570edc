import { Command } from 'commander';
import { startWorker } from '../subgraphs/cases/worker.ts';
import { readWorkerConfig } from '../subgraphs/cases/workerConfig.ts';
import { openLogger } from './processes/openLogger.ts';
import type { ProcessLog } from './processes/ProcessLog.ts';
import { runUntilStopped } from './processes/runUntilStopped.ts';
import { readLogLevel } from './readLogLevel.ts';
import { readServerSettings } from './readServerSettings.ts';

const toStderr = (line: string) => process.stderr.write(`tongban worker: ${line}\n`);
const log: ProcessLog = { info: toStderr, warn: toStderr, error: toStderr };

/** `tongban worker --config FILE`: does the steps of cases, as one of any number of workers, until SIGTERM or Ctrl-C. */
export function createWorkerCommand(): Command {
  return new Command('worker')
    .description('do the steps of cases, as one of any number of workers')
    .requiredOption('--config <file>', 'its configuration, YAML or JSON')
    .action(async ({ config }: { readonly config: string }) => {
      const logger = openLogger({ level: readLogLevel(process.env, 'info'), base: { role: 'worker' } });
      process.exit(
        await runUntilStopped(
          async (lifetime) => {
            const worker = await startWorker(readWorkerConfig(await readServerSettings(config)), logger);
            lifetime.onStop(() => worker.stop());
            process.stdout.write('the worker does what is due\n');
          },
          { log },
        ),
      );
    });
}
