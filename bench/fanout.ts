import { cpus } from 'node:os';
import { z } from 'zod';
import { type Stack, startStack } from '../tests/support/startStack.ts';
import { median } from './median.ts';

const ROUNDS = 30;
const SLOW = { system: 'social-insurance/330000', ms: 300 };
const OTHERS_MS = 20;
const HANGING = 'social-insurance/510000';
const JURISDICTION_DEADLINE_MS = 2_000;

const FANOUT = '{ me { socialInsurance { jurisdiction asOf enrollments { scheme state } } } }';
const PAGE = /* GraphQL */ `
  query Page($ids: [ID!]!) {
    persons(ids: $ids) {
      maskedName
      publicSecurity { jurisdiction asOf hukou { address } identityCard { validUntil } }
      socialInsurance { jurisdiction asOf enrollments { scheme state } pensionAccount { balance } }
      housingFund { jurisdiction asOf accounts { balance state } loans { outstanding } }
    }
  }
`;

const callRows = z.array(
  z.object({
    system: z.string(),
    operation: z.string(),
    calls: z.number(),
    persons: z.number(),
    duplicates: z.number(),
  }),
);
const systemRows = z.array(z.object({ id: z.string(), dialect: z.string() }));

/** One operation over 31 provinces with a slow and with a hanging one, and what a page of 50 persons costs the places. */
export async function benchFanout(): Promise<void> {
  const stack = await startStack();
  try {
    say(
      `fanout · Node ${process.version} · ${cpus().length} cores · ${new Date().toISOString().slice(0, 10)}`,
    );
    await slowOne(stack);
    await hangingOne(stack);
    await pageOfFifty(stack);
  } finally {
    await stack.stop();
  }
}

async function slowOne(stack: Stack): Promise<void> {
  await setLatencies(stack);
  await measure(stack, 5);
  const walls = await measure(stack, ROUNDS);
  say(`31 provinces, one at ${SLOW.ms} ms, the others at ${OTHERS_MS} ms: median ${ms(walls)} of ${ROUNDS}`);
  say(
    `  ratio to the slowest live one: ${ratio(walls, SLOW.ms)} (a sum would be ${((SLOW.ms + 30 * OTHERS_MS) / SLOW.ms).toFixed(2)})`,
  );
}

async function hangingOne(stack: Stack): Promise<void> {
  await stack.setFault(HANGING, { kind: 'hang' });
  const [first = 0] = await measure(stack, 1, 1);
  say(`the same with one hanging, the first call: ${first.toFixed(0)} ms`);
  say(
    `  ratio to the jurisdiction's deadline of ${JURISDICTION_DEADLINE_MS} ms: ${(first / JURISDICTION_DEADLINE_MS).toFixed(2)}`,
  );
  let wall = first;
  let calls = 1;
  for (; wall > JURISDICTION_DEADLINE_MS / 2 && calls < 30; calls += 1)
    [wall = 0] = await measure(stack, 1, 1);
  const open = await measure(stack, 1, 1).then((last) => [wall, ...last]);
  say(
    `  after ${calls} calls its circuit breaker is open: ${ms(open)}, ratio to the slowest live one ${ratio(open, SLOW.ms)}`,
  );
  await stack.clearFaults();
}

async function pageOfFifty(stack: Stack): Promise<void> {
  await fetch(`${stack.sandbox}/calls/reset`, { method: 'POST' });
  const { body } = await stack.ask(PAGE, {
    token: stack.tokens.clerk,
    variables: { ids: stack.sampleHolders },
  });
  if (body.errors !== undefined) throw new Error(`the page has errors: ${body.errors[0]?.message}`);
  const calls = callRows.parse(await (await fetch(`${stack.sandbox}/calls`)).json());
  const systems = systemRows.parse(await (await fetch(`${stack.sandbox}/systems`)).json());
  const dialectOf = new Map(systems.map(({ id, dialect }) => [id, dialect]));
  say(`a page of ${stack.sampleHolders.length} persons, calls to provincial systems:`);
  const dialects = [...new Set(calls.map(({ system }) => dialectOf.get(system)))];
  for (const dialect of dialects) {
    const rows = calls.filter(({ system }) => dialectOf.get(system) === dialect);
    say(
      `  ${dialect}: ${sum(rows, 'calls')} calls for ${sum(rows, 'persons')} questions about a person, ${sum(rows, 'duplicates')} duplicates`,
    );
  }
  const duplicates = sum(calls, 'duplicates');
  if (duplicates > 0) throw new Error(`${duplicates} questions were asked twice`);
}

async function setLatencies(stack: Stack): Promise<void> {
  const systems = systemRows.parse(await (await fetch(`${stack.sandbox}/systems`)).json());
  for (const { id } of systems.filter((system) => system.id.startsWith('social-insurance/'))) {
    await stack.setFault(id, { kind: 'latency', ms: id === SLOW.system ? SLOW.ms : OTHERS_MS });
  }
}

/** Wall times in ms. @throws {Error} unless exactly `lost` places are missing. */
async function measure(stack: Stack, rounds: number, lost = 0): Promise<number[]> {
  const walls: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    const { body } = await stack.ask(FANOUT, { token: stack.tokens.allProvinces });
    walls.push(performance.now() - startedAt);
    const errors = body.errors?.length ?? 0;
    if (errors !== lost || body.data.me.socialInsurance.length !== 31)
      throw new Error(`${errors} places did not answer`);
  }
  return walls;
}

const sum = (rows: z.infer<typeof callRows>, field: 'calls' | 'persons' | 'duplicates') =>
  rows.reduce((total, row) => total + row[field], 0);
const ms = (walls: readonly number[]) => `${median(walls).toFixed(0)} ms`;
const ratio = (walls: readonly number[], to: number) => (median(walls) / to).toFixed(2);
const say = (line: string) => process.stdout.write(`${line}\n`);
