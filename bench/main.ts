import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { benchFanout } from './fanout.ts';
import { renderFanout } from './renderFanout.ts';
import { summarizeFanout } from './summarizeFanout.ts';

const USAGE = 'usage: npm run bench -- fanout [--rounds <n>] [--json]';

const { positionals, values } = readArguments();
const [name = 'fanout', ...others] = positionals;
const rounds = Number(values.rounds);
if (name !== 'fanout' || others.length > 0 || !Number.isInteger(rounds) || rounds < 1) fail(USAGE);

const [loadBefore = 0] = loadavg();
const summary = summarizeFanout(await benchFanout(rounds));
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
    : `fanout · Node ${machine.node} · ${machine.cores} cores, load ${machine.load} · ${machine.at}\n${renderFanout(summary)}\n`,
);
const duplicates = summary.pageOfPersons.calls.reduce((total, row) => total + row.duplicates, 0);
if (duplicates > 0) fail(`${duplicates} questions were asked twice`);

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
