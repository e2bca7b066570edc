import { z } from 'zod';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { startSandbox } from '../../../sandbox/startSandbox.ts';
import { openLogger } from '../../processes/openLogger.ts';
import { runRole } from '../../processes/runRole.ts';
import { readLogLevel } from '../../readLogLevel.ts';

const order = z.object({
  secret: z.string(),
  portsFile: z.string(),
  exchangeDatabaseUrl: z.exactOptional(z.string()),
  exchangeFolder: z.exactOptional(z.string()),
  exchangeHeld: z.exactOptional(z.boolean()),
});
const logger = openLogger({ level: readLogLevel(process.env, 'warn'), base: null });

process.exit(
  await runRole(async (config, lifetime) => {
    const sandbox = await startSandbox(order.parse(config)).catch((cause: unknown) => {
      // Nobody in it is real: what it says of its start may be shown.
      const reason = cause instanceof Error ? cause.message : 'it cannot start';
      throw new TongbanError('JURISDICTION_UNAVAILABLE', reason, { cause });
    });
    lifetime.onStop(() => sandbox.close());
    return { admin: sandbox.adminUrl };
  }, logger),
);
