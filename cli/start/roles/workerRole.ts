import { startWorker } from '../../../subgraphs/cases/worker.ts';
import { readWorkerConfig } from '../../../subgraphs/cases/workerConfig.ts';
import { openLogger } from '../../processes/openLogger.ts';
import { runRole } from '../../processes/runRole.ts';
import { readLogLevel } from '../../readLogLevel.ts';

const logger = openLogger({ level: readLogLevel(process.env, 'warn'), base: null });

process.exit(
  await runRole(async (config, lifetime) => {
    const worker = await startWorker(readWorkerConfig(config), logger);
    lifetime.onStop(() => worker.stop());
    return {};
  }, logger),
);
