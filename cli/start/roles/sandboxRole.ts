import { pino } from 'pino';
import { z } from 'zod';
import { startSandbox } from '../../../sandbox/startSandbox.ts';
import { runRole } from '../../processes/runRole.ts';
import { readLogLevel } from '../../readLogLevel.ts';

const order = z.object({
  secret: z.string(),
  portsFile: z.string(),
  exchangeDatabaseUrl: z.exactOptional(z.string()),
  exchangeFolder: z.exactOptional(z.string()),
  exchangeHeld: z.exactOptional(z.boolean()),
});
const logger = pino({ level: readLogLevel(process.env, 'warn'), base: null });

process.exit(
  await runRole(async (config, lifetime) => {
    const sandbox = await startSandbox(order.parse(config));
    lifetime.onStop(() => sandbox.close());
    return { admin: sandbox.adminUrl };
  }, logger),
);
