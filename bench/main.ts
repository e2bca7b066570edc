import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';

/** What a bench found out: for scripts, for people, and why it counts as failed, if it does. */
interface Outcome {
  readonly summary: object;
  readonly text: string;
  readonly failure: string | null;
}

/** Loaded when asked for: a bench pays for what it measures and for nothing else. */
const BENCHES: Readonly<Record<string, (rounds: number) => Promise<Outcome>>> = {
  fanout: async (rounds) => {
    const [{ benchFanout }, { summarizeFanout }, { renderFanout }] = await Promise.all([
      import('./fanout.ts'),
      import('./summarizeFanout.ts'),
      import('./renderFanout.ts'),
    ]);
    const summary = summarizeFanout(await benchFanout(rounds));
    const duplicates = summary.pageOfPersons.calls.reduce((total, row) => total + row.duplicates, 0);
    const failure = duplicates > 0 ? `${duplicates} questions were asked twice` : null;
    return { summary, text: renderFanout(summary), failure };
  },
  catalogue: async (rounds) => {
    const [{ benchCatalogue }, { summarizeCatalogue }, { renderCatalogue }] = await Promise.all([
      import('./catalogue.ts'),
      import('./summarizeCatalogue.ts'),
      import('./renderCatalogue.ts'),
    ]);
    const summary = summarizeCatalogue(await benchCatalogue(rounds));
    return { summary, text: renderCatalogue(summary), failure: null };
  },
};
const USAGE = `usage: npm run bench -- ${Object.keys(BENCHES).join('|')} [--rounds <n>] [--json]`;

const { positionals, values } = readArguments();
const [name = 'fanout', ...others] = positionals;
const rounds = Number(values.rounds);
const bench = BENCHES[name];
if (bench === undefined || others.length > 0 || !Number.isInteger(rounds) || rounds < 1) fail(USAGE);

const [loadBefore = 0] = loadavg();
const { summary, text, failure } = await bench(rounds);
const machine = {
  bench: name,
  node: process.version,
  cores: cpus().length,
  /** Of the last minute, before: above the number of cores, walls show who else is running. */
  load: Number(loadBefore.toFixed(1)),
  at: new Date().toISOString(),
};
process.stdout.write(
  values.json
    ? `${JSON.stringify({ ...machine, ...summary })}\n`
    : `${name} · Node ${machine.node} · ${machine.cores} cores, load ${machine.load} · ${machine.at}\n${text}\n`,
);
if (failure !== null) fail(failure);

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '30' } },
    });
  } catch {
    return fail(USAGE);
  }
}

function fail(reason: string): never {
  process.stderr.write(`bench: ${reason}\n`);
  process.exit(1);
}
