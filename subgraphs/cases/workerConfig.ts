import { z } from 'zod';
import { parseConfig } from '../serving/parseConfig.ts';
import { sharedConfig } from './sharedConfig.ts';

const workerConfig = z.strictObject({
  ...sharedConfig,
  /** Milliseconds that turns which were begun have to end when the worker is stopped; what does not is taken over. */
  drainMs: z.int().min(0).max(60_000).default(5_000),
});

export type WorkerConfig = Readonly<z.infer<typeof workerConfig>>;

/** @throws {Error} with one line naming every bad setting; values are never quoted. */
export const readWorkerConfig = (settings: unknown): WorkerConfig =>
  parseConfig('the worker', workerConfig, settings);
