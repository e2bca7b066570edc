import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Bench } from './Bench.ts';
import { runCases } from './runCases.ts';
import { runCatalogue } from './runCatalogue.ts';
import { runDifferential } from './runDifferential.ts';
import { runFanout } from './runFanout.ts';
import { runGateway } from './runGateway.ts';
import { runHanging } from './runHanging.ts';
import { runInbox } from './runInbox.ts';
import { runJourney } from './runJourney.ts';
import { runLive } from './runLive.ts';
import { runLoad } from './runLoad.ts';
import { runRolling } from './runRolling.ts';
import { runSoak } from './runSoak.ts';
import { runStorm } from './runStorm.ts';

const BENCHES: Readonly<Record<string, Bench>> = {
  cases: runCases,
  catalogue: runCatalogue,
  differential: runDifferential,
  fanout: runFanout,
  gateway: runGateway,
  hanging: runHanging,
  inbox: runInbox,
  journey: runJourney,
  live: runLive,
  load: runLoad,
  rolling: runRolling,
  soak: runSoak,
  storm: runStorm,
};
/** Other than 30. */
const ROUNDS: Readonly<Record<string, number>> = {
  differential: 100,
  gateway: 7,
  live: 5,
  load: 1,
  rolling: 3,
  storm: 100,
};
const USAGE = `usage: npm run bench -- ${Object.keys(BENCHES).join('|')} [--rounds <n>] [--minutes <n>] [--seed <n>] [--json]`;

const { positionals, values } = readArguments();
const [name = 'fanout', ...others] = positionals;
const rounds = Number(values.minutes ?? values.rounds ?? ROUNDS[name] ?? 30);
const seed = Number(values.seed ?? 1);
const bench = BENCHES[name];
if (
  bench === undefined ||
  others.length > 0 ||
  !Number.isInteger(rounds) ||
  rounds < 1 ||
  !Number.isInteger(seed)
)
  fail(USAGE);

const [loadBefore = 0] = loadavg();
const { summary, text, problem } = await bench(rounds, seed);
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
if (problem !== null) fail(problem);

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        rounds: { type: 'string' },
        minutes: { type: 'string' },
        seed: { type: 'string' },
      },
    });
  } catch {
    return fail(USAGE);
  }
}

function fail(reason: string): never {
  process.stderr.write(`bench: ${reason}\n`);
  process.exit(1);
}
