import { type StartedStack, startStack } from '../tests/support/startStack.ts';
import { askAllProvinces } from './askAllProvinces.ts';
import { askPageOfPersons } from './askPageOfPersons.ts';
import { countCalls } from './countCalls.ts';
import { expectErrors } from './expectErrors.ts';
import type { FanoutReport } from './FanoutReport.ts';
import { interleave } from './interleave.ts';
import { listSystems } from './listSystems.ts';
import { OPERATIONS } from './operations.ts';
import { pageScenes } from './pageScenes.ts';
import { readProcessCosts } from './readProcessCosts.ts';
import { waitUntilAtRest } from './waitUntilAtRest.ts';

const SLOW = { place: '330000', ms: 300 };
const OTHERS_MS = 20;
const HANGING = 'social-insurance/510000';
/** Beyond this, a breaker that should have opened is taken for broken. */
const MOST_CALLS_UNTIL_OPEN = 40;
const JURISDICTION_DEADLINE_MS = 2_000;

/**
 * One operation over 31 provinces with a slow and with a hanging one, and what pages cost.
 *
 * @param rounds - measured runs of each scene.
 */
export async function benchFanout(rounds: number): Promise<FanoutReport> {
  const stack = await startStack();
  try {
    const ready = memoryOf(stack);
    await waitUntilAtRest(pidOf(stack));
    const pages = await interleave(pageScenes(stack), { rounds, warmUp: 5, pid: pidOf(stack) });
    const calls = await countCalls(stack, () => askPageOfPersons(stack));
    const slow = await slowOne(stack, rounds);
    const hanging = await hangingOne(stack, rounds);
    return {
      slow,
      hanging,
      pages,
      calls,
      persons: stack.sampleHolders.length,
      memoryMib: { ready, worked: memoryOf(stack) },
    };
  } finally {
    await stack.stop();
  }
}

async function slowOne(stack: StartedStack, rounds: number): Promise<FanoutReport['slow']> {
  await setLatencies(stack);
  const scenes = [
    { name: 'the slow province alone', run: () => askSlow(stack) },
    { name: '31 provinces', run: () => askAllProvinces(stack) },
  ];
  const [alone, all] = await interleave(scenes, { rounds, warmUp: 3, pid: pidOf(stack) });
  if (alone === undefined || all === undefined) throw new RangeError('a scene was not measured');
  return { alone, all, latencyMs: SLOW.ms };
}

async function hangingOne(stack: StartedStack, rounds: number): Promise<FanoutReport['hanging']> {
  await stack.setFault(HANGING, { kind: 'hang' });
  const time = async () => {
    const startedAt = performance.now();
    await askAllProvinces(stack, 1);
    return performance.now() - startedAt;
  };
  const firstMs = await time();
  let callsUntilOpen = 1;
  while ((await time()) > JURISDICTION_DEADLINE_MS / 2) {
    callsUntilOpen += 1;
    if (callsUntilOpen > MOST_CALLS_UNTIL_OPEN) throw new Error('the circuit breaker does not open');
  }
  const scene = { name: '30 provinces, breaker open', run: () => askAllProvinces(stack, 1) };
  // The breaker lets a probe through every few seconds; few rounds meet none or one.
  const [open] = await interleave([scene], { rounds: Math.min(rounds, 5), warmUp: 0, pid: pidOf(stack) });
  if (open === undefined) throw new RangeError('a scene was not measured');
  await stack.clearFaults();
  return { firstMs, deadlineMs: JURISDICTION_DEADLINE_MS, callsUntilOpen, open };
}

async function setLatencies(stack: StartedStack): Promise<void> {
  for (const { id } of await listSystems(stack.sandbox)) {
    const [department, place] = id.split('/');
    if (department !== 'social-insurance') continue;
    await stack.setFault(id, { kind: 'latency', ms: place === SLOW.place ? SLOW.ms : OTHERS_MS });
  }
}

async function askSlow(stack: StartedStack): Promise<void> {
  const variables = { place: SLOW.place };
  const { body } = await stack.ask(OPERATIONS.oneProvince, { token: stack.tokens.allProvinces, variables });
  expectErrors(body, 0);
}

function pidOf({ process: { pid } }: StartedStack): number {
  if (pid === undefined) throw new TypeError('the product does not run');
  return pid;
}

function memoryOf(stack: StartedStack): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...readProcessCosts(pidOf(stack))].map(([role, { memoryMib }]) => [role, Math.round(memoryMib)]),
  );
}
