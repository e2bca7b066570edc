import { z } from 'zod';
import { ProcessTracing } from '../../../telemetry/ProcessTracing.ts';
import { openLogger } from '../../processes/openLogger.ts';
import { runRole } from '../../processes/runRole.ts';
import { readLogLevel } from '../../readLogLevel.ts';
import { startSubgraph } from '../../startSubgraph.ts';
import { inboundName } from '../inboundName.ts';

const order = z.object({ subgraph: z.string(), settings: z.unknown() });
const logger = openLogger({ level: readLogLevel(process.env, 'warn'), base: null });

process.exit(
  await runRole(async (config, lifetime) => {
    const { subgraph, settings } = order.parse(config);
    lifetime.onStop(await ProcessTracing.start(process.env, subgraph, (line) => logger.warn(line)));
    const server = await startSubgraph(subgraph, settings, logger);
    lifetime.onStop(() => server.stop());
    const inbound = Object.entries(server.inbound ?? {}).flatMap(([jurisdiction, url]) =>
      url === undefined ? [] : [[inboundName(jurisdiction), url] as const],
    );
    return { url: server.url, ...Object.fromEntries(inbound) };
  }, logger),
);
