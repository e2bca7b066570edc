import { Command } from 'commander';
import { parsePort } from './parsePort.ts';
import { runUntilStopped } from './processes/runUntilStopped.ts';
import { announce } from './start/announce.ts';

interface StartFlags {
  readonly port: number;
  readonly data: string;
  readonly json: boolean;
}

/** `tongban start`: sandbox systems, all subgraphs and the gateway, each in its own process, on embedded defaults. */
export function createStartCommand(): Command {
  return new Command('start')
    .description('start everything on this machine: PostgreSQL, sandbox, subgraphs, gateway')
    .option(
      '--port <n>',
      'where the gateway listens; 0 is any free port',
      parsePort,
      Number(process.env['PORT'] ?? 4_000),
    )
    .option('--data <dir>', 'where everything is kept', '.tongban')
    .option('--json', 'announce readiness as one JSON line, for scripts', false)
    .action(async (flags: StartFlags) => {
      const log = {
        info: (message: string) => process.stderr.write(`${message}\n`),
        warn: (message: string) => process.stderr.write(`${message}\n`),
        error: (message: string) => process.stderr.write(`tongban: ${message}\n`),
      };
      process.exit(
        await runUntilStopped(
          async (lifetime) => {
            const { startStack } = await import('./start/startStack.ts');
            const stack = await startStack({ port: flags.port, folder: flags.data, log, lifetime });
            process.stdout.write(flags.json ? `${JSON.stringify(stack)}\n` : announce(stack));
          },
          { log },
        ),
      );
    });
}
