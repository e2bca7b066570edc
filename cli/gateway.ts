import { Command } from 'commander';
import { type GatewayFlags, readConfig } from '../gateway/config.ts';
import { startGateway } from '../gateway/main.ts';
import { openLogger } from './processes/openLogger.ts';
import type { ProcessLog } from './processes/ProcessLog.ts';
import { runUntilStopped } from './processes/runUntilStopped.ts';
import { warnOfOpenFile } from './warnOfOpenFile.ts';

interface Flags extends GatewayFlags {
  readonly config?: string;
}

const toStderr = (line: string) => process.stderr.write(`tongban gateway: ${line}\n`);
const log: ProcessLog = { info: toStderr, warn: toStderr, error: toStderr };

/** `tongban gateway`: serves any Federation 2 supergraph in this process until SIGTERM or Ctrl-C. */
export function createGatewayCommand(): Command {
  return new Command('gateway')
    .description('serve a Federation 2 supergraph; without issuers in --config there is no authentication')
    .option('--supergraph <file>', 'the supergraph; edits take effect while it runs')
    .option(
      '--partitions <file>',
      'YAML or JSON: subgraph name, division prefix, URL; edits take effect while it runs',
    )
    .option(
      '--config <file>',
      'YAML or JSON with all other settings; edits of many take effect while it runs',
    )
    .option('--port <n>', 'port, 0 takes any (default: PORT, else 4000)')
    .option('--host <host>', 'where the ports listen (default: HOST, else 127.0.0.1)')
    .option('--admin-port <n>', 'port of /metrics (default: the next port)')
    .option('--executor <name>', "own, or reference for Apollo's (default: own)")
    .action(async ({ config: file, ...flags }: Flags) => {
      if (file !== undefined) await warnOfOpenFile(file);
      const read = () => readConfig({ ...(file !== undefined && { file }), env: process.env, flags });
      const config = await read();
      process.exit(
        await runUntilStopped(
          async (lifetime) => {
            const logger = openLogger({ level: config.logLevel, base: null }, process.stderr);
            const { url, adminUrl, stop } = await startGateway(
              config,
              { logger, ...(file !== undefined && { source: { file, read } }) },
              lifetime.signal,
            );
            lifetime.onStop(stop);
            process.stdout.write(
              `tongban gateway: ${url}/graphql\ntongban gateway: metrics at ${adminUrl}/metrics\n`,
            );
          },
          { log },
        ),
      );
    });
}
