import { Command } from 'commander';
import { pino } from 'pino';
import type { ProcessLog } from './processes/ProcessLog.ts';
import { runUntilStopped } from './processes/runUntilStopped.ts';
import { readDatabaseUrl } from './readDatabaseUrl.ts';
import { readLogLevel } from './readLogLevel.ts';
import { readSettingsFile } from './readSettingsFile.ts';
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
      const logger = pino({ level: readLogLevel(process.env, 'info'), base: { subgraph: name } });
      process.exit(
        await runUntilStopped(
          async (lifetime) => {
            const server = await startSubgraph(name, await readSettings(name, config), logger);
            lifetime.onStop(() => server.stop());
            process.stdout.write(`${name} serves at ${server.url}\n`);
          },
          { log },
        ),
      );
    });
}

const WITH_DATABASE: ReadonlySet<string> = new Set(['catalog', 'people']);

/** The environment goes before the file. */
async function readSettings(name: string, file: string): Promise<unknown> {
  const settings = await readSettingsFile(file);
  const databaseUrl = WITH_DATABASE.has(name) ? await readDatabaseUrl(process.env) : null;
  if (databaseUrl === null || typeof settings !== 'object') return settings;
  return { ...settings, databaseUrl };
}
