// Before anything of Apollo is loaded: its gateway reports to its maker otherwise.
process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';

import { z } from 'zod';
import { readConfig } from '../../../gateway/config.ts';
import { openLogger } from '../../processes/openLogger.ts';
import { runRole } from '../../processes/runRole.ts';
import { readLogLevel } from '../../readLogLevel.ts';

const settings = z.record(z.string(), z.unknown());
const logger = openLogger({ level: readLogLevel(process.env, 'warn'), base: null });

process.exit(
  await runRole(async (order, lifetime) => {
    // The environment was meant for `tongban start`, which has read it already; only traces are everybody's.
    const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_SAMPLER_ARG } = process.env;
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_SAMPLER_ARG };
    const config = await readConfig({ settings: settings.parse(order), env });
    const { createGateway } = await import('../../../gateway/createGateway.ts');
    const gateway = await createGateway(config, { logger });
    lifetime.onStop(() => gateway.stop());
    const { url, adminUrl } = await gateway.start();
    return { url, admin: adminUrl };
  }, logger),
);
