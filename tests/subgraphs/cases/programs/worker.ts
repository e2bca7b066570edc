import { pino } from 'pino';
import { startWorker } from '../../../../subgraphs/cases/worker.ts';
import { readWorkerConfig } from '../../../../subgraphs/cases/workerConfig.ts';

await startWorker(readWorkerConfig(JSON.parse(process.argv[2] ?? '')), pino({ level: 'silent' }));
process.send?.('ready');
