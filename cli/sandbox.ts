import { Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { findSandbox } from './findSandbox.ts';
import type { ProcessLog } from './processes/ProcessLog.ts';
import { runUntilStopped } from './processes/runUntilStopped.ts';

interface StartFlags {
  readonly host: string;
  readonly adminPort: number;
  readonly portsFile?: string;
  readonly exchangeFolder?: string;
}

interface AdminFlags {
  readonly admin?: string;
  readonly data?: string;
}

const systemRows = z.array(
  z.object({
    id: z.string(),
    dialect: z.string(),
    url: z.string(),
    fault: z.object({ kind: z.string() }).nullable(),
    counters: z.object({ calls: z.number() }),
  }),
);

const DATA_FOLDER = '.tongban';

const toStderr = (line: string) => process.stderr.write(`tongban sandbox: ${line}\n`);
const log: ProcessLog = { info: toStderr, warn: toStderr, error: toStderr };

/** `tongban sandbox`: the simulated systems; below it, commands that make a running sandbox fail in many ways. */
export function createSandboxCommand(): Command {
  return new Command('sandbox')
    .description(
      'run the simulated systems of all provinces until Ctrl-C; their credentials differ at every start',
    )
    .option('--host <host>', 'where all ports listen', '127.0.0.1')
    .option('--admin-port <port>', 'port that governs the sandbox; 0 takes any', readPort, 0)
    .option('--ports-file <file>', 'JSON file of ports to take again, written after the start')
    .option(
      '--exchange-folder <folder>',
      'where systems that exchange files get theirs; not started without it',
    )
    .addHelpText(
      'after',
      '\nEXCHANGE_DATABASE_URL names the PostgreSQL in which systems with exchange tables get their schemas; they are not started without it.',
    )
    .action(async ({ host, adminPort, portsFile, exchangeFolder }: StartFlags) => {
      const { EXCHANGE_DATABASE_URL: exchangeDatabaseUrl } = process.env;
      const settings = {
        host,
        adminPort,
        ...(portsFile === undefined ? {} : { portsFile }),
        ...(exchangeFolder === undefined ? {} : { exchangeFolder }),
        ...(exchangeDatabaseUrl === undefined ? {} : { exchangeDatabaseUrl }),
      };
      process.exit(
        await runUntilStopped(
          async (lifetime) => {
            const { main } = await import('../sandbox/main.ts');
            const sandbox = await main(settings, (line) => process.stdout.write(`${line}\n`));
            lifetime.onStop(() => sandbox.close());
          },
          { log },
        ),
      );
    })
    .addCommand(createSystemsCommand())
    .addCommand(createFaultCommand())
    .addCommand(createRunCommand());
}

function createSystemsCommand(): Command {
  return withAdmin(new Command('systems'))
    .description('list the systems of a running sandbox: address, dialect, fault, number of calls')
    .action(async (flags: AdminFlags) => {
      for (const { id, dialect, url, fault, counters } of systemRows.parse(
        await ask(flags, 'GET', '/systems'),
      )) {
        process.stdout.write(`${id} ${dialect} ${url} ${fault?.kind ?? 'well'} ${counters.calls}\n`);
      }
    });
}

function createRunCommand(): Command {
  return withAdmin(new Command('run'))
    .description('make a system that works in runs (exchange tables, files) do one now')
    .argument('<system>', 'department/jurisdiction, for example housing-fund/360000')
    .action(async (system: string, flags: AdminFlags) => {
      await ask(flags, 'POST', systemPath(system, 'run'));
      process.stdout.write(`${system} has made a run\n`);
    });
}

function createFaultCommand(): Command {
  return withAdmin(new Command('fault'))
    .description('make one system of a running sandbox fail until the fault is cleared')
    .argument('<system>', 'department/jurisdiction, for example housing-fund/430700')
    .argument(
      '<kind>',
      'latency, error, refuse, hang, trickle, garbage, truncated, wrong-charset, wrong-person, stale-schema, flapping, maintenance, html, empty, huge, deep, xxe, billion-laughs or unruly-pushes',
    )
    .option('--ms <n>', 'latency: how late; trickle: pause between bytes', readCount)
    .option('--up-ms <n>', 'flapping: how long it listens', readCount)
    .option('--down-ms <n>', 'flapping: how long it refuses', readCount)
    .option('--from <instant>', 'maintenance: first instant, ISO 8601')
    .option('--until <instant>', 'maintenance: end, ISO 8601')
    .option('--bytes <n>', 'huge: length of the body', readCount)
    .option('--levels <n>', 'deep: levels of nesting', readCount)
    .option('--code <code>', "error: the dialect's own code")
    .option('--cut <what>', 'truncated: body or connection')
    .action(async (system: string, kind: string, { admin, data, ...details }: AdminFlags) => {
      await ask({ admin, data }, 'PUT', systemPath(system, 'fault'), { kind, ...details });
      process.stdout.write(`${system} fails by ${kind} until: tongban sandbox fault clear ${system}\n`);
    })
    .addCommand(
      new Command('clear')
        .description('end the fault of one system, or of all')
        .argument('[system]', 'department/jurisdiction; all when not given')
        .action(async (system: string | undefined, _flags: unknown, command: Command) => {
          // Commander gives an option that the parent has too to the parent.
          const flags = command.optsWithGlobals<AdminFlags>();
          await ask(flags, 'DELETE', system === undefined ? '/faults' : systemPath(system, 'fault'));
          process.stdout.write(`${system ?? 'every system'} is well\n`);
        }),
    );
}

const withAdmin = (command: Command): Command =>
  command
    .option('--data <dir>', 'the data folder of `tongban start` (default: .tongban)')
    .option('--admin <url>', 'where the sandbox is governed (default: the one of that data folder)');

function systemPath(system: string, part: 'fault' | 'run'): string {
  if (!/^[a-z-]+\/\d{6}$/.test(system)) {
    throw new Error('a system is named like housing-fund/430700');
  }
  return `/systems/${system}/${part}`;
}

async function ask(
  { admin: given, data = DATA_FOLDER }: { readonly [name in keyof AdminFlags]: AdminFlags[name] | undefined },
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const admin = given ?? (await findSandbox(data));
  if (!URL.canParse(path, admin)) throw new Error('--admin is not an address');
  const request = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fetch(new URL(path, admin), request).catch((cause: unknown) => {
    throw new Error(`no sandbox answers at ${admin}`, { cause });
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer;
  const told = answer !== null && typeof answer === 'object' && 'error' in answer ? `: ${answer.error}` : '';
  throw new Error(`the sandbox refused with ${response.status}${told}`);
}

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 0) throw new InvalidArgumentError('must be a whole number.');
  return count;
}

function readPort(text: string): number {
  const port = readCount(text);
  if (port > 65_535) throw new InvalidArgumentError('must be a port, 0 to 65535.');
  return port;
}
