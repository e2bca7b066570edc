import { z } from 'zod';
import { listenConfig } from '../serving/listenConfig.ts';
import { parseConfig } from '../serving/parseConfig.ts';
import { sharedConfig } from './sharedConfig.ts';

const casesConfig = z.strictObject({
  ...sharedConfig,
  listen: listenConfig.prefault({}),
  /** Allows introspection. */
  development: z.boolean().default(false),
});

export type CasesConfig = Readonly<z.infer<typeof casesConfig>>;

/** @throws {Error} with one line naming every bad setting; values are never quoted. */
export const readCasesConfig = (settings: unknown): CasesConfig =>
  parseConfig('cases', casesConfig, settings);
