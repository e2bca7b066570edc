import { Command } from 'commander';
import { ProcessTracing } from '../telemetry/ProcessTracing.ts';
import { openLogger } from './processes/openLogger.ts';
import type { ProcessLog } from './processes/ProcessLog.ts';
import { runUntilStopped } from './processes/runUntilStopped.ts';
import { readLogLevel } from './readLogLevel.ts';
import { readServerSettings } from './readServerSettings.ts';
import { SUBGRAPH_NAMES, startSubgraph } from './startSubgraph.ts';

const toStderr = (line: string) => process.stderr.write(`tongban subgraph: ${line}\n`);
const log: ProcessLog = { info: toStderr, warn: toStderr, error: toStderr };

/** `tongban subgraph NAME --config FILE`: one subgraph, until SIGTERM or Ctrl-C. */
export function createSubgraphCommand(): Command {
  return new Command('subgraph')
    .description('run one subgraph')
    .argument('<name>', SUBGRAPH_NAMES.join(', '))
    .requiredOption('--config <file>', 'its configuration, YAML or JSON')
    .action(async (name: string, { config }: { readonly config: string }) => {
      const logger = openLogger({ level: readLogLevel(process.env, 'info'), base: { subgraph: name } });
      process.exit(
        await runUntilStopped(
          async (lifetime) => {
            lifetime.onStop(await ProcessTracing.start(process.env, name, (line) => logger.warn(line)));
            const server = await startSubgraph(name, await readServerSettings(config), logger);
            lifetime.onStop(() => server.stop());
            for (const [jurisdiction, url] of Object.entries(server.inbound ?? {})) {
              process.stdout.write(`${name} takes what ${jurisdiction} sends at ${url}\n`);
            }
            process.stdout.write(`${name} serves at ${server.url}\n`);
          },
          { log },
        ),
      );
    });
}
