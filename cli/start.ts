import { Command } from 'commander';
import { TongbanError } from '../domain/TongbanError.ts';
import { parsePort } from './parsePort.ts';
import { runUntilStopped } from './processes/runUntilStopped.ts';
import { readDatabaseUrl } from './readDatabaseUrl.ts';
import { readLogLevel } from './readLogLevel.ts';
import { announce } from './start/announce.ts';

interface StartFlags {
  readonly port?: number;
  readonly data: string;
  readonly json: boolean;
}

const DEFAULT_PORT = 4_000;

/** `tongban start`: sandbox systems, all subgraphs and the gateway, each in its own process, on embedded defaults. */
export function createStartCommand(): Command {
  return new Command('start')
    .description('start everything on this machine: PostgreSQL, sandbox, subgraphs, gateway')
    .option(
      '--port <n>',
      'where the gateway listens; 0 is any free port (default: PORT, else 4000)',
      parsePort,
    )
    .option('--data <dir>', 'where everything is kept', '.tongban')
    .option('--json', 'announce readiness as one JSON line, for scripts', false)
    .action(async (flags: StartFlags) => {
      const log = {
        info: (message: string) => process.stderr.write(`${message}\n`),
        warn: (message: string) => process.stderr.write(`${message}\n`),
        error: (message: string) => process.stderr.write(`tongban: ${message}\n`),
      };
      const port = flags.port ?? readPort(process.env);
      // Every role reads it; one line here is better than one complaint of each.
      readLogLevel(process.env, 'warn');
      const databaseUrl = await readDatabaseUrl(process.env);
      process.exit(
        await runUntilStopped(
          async (lifetime) => {
            const { startStack } = await import('./start/startStack.ts');
            const stack = await startStack({ port, folder: flags.data, databaseUrl, log, lifetime });
            process.stdout.write(
              flags.json ? `${JSON.stringify(stack)}\n` : announce(stack, { folder: flags.data }),
            );
          },
          { log },
        ),
      );
    });
}

function readPort(env: NodeJS.ProcessEnv): number {
  const given = env['PORT'];
  if (given === undefined || given === '') return DEFAULT_PORT;
  try {
    return parsePort(given);
  } catch (cause) {
    throw new TongbanError('BAD_USER_INPUT', `PORT ${cause instanceof Error ? cause.message : ''}`, {
      cause,
    });
  }
}
