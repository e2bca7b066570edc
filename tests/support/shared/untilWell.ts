import { setTimeout as pause } from 'node:timers/promises';
import { PORTAL_PAGE } from '../../e2e/portal-page/portalPageQuery.ts';
import type { Stack } from '../Stack.ts';

const ALL_PROVINCES = '{ me { socialInsurance { asOf enrollments { scheme } pensionAccount { balance } } } }';
/** Of a circuit breaker, `adapters/transport/guardLimits.ts`: what is older than so many calls, or than that, is forgotten. */
const REMEMBERED_CALLS = 20;
const MEMORY_MS = 30_000;
/** A new product is there sooner. */
const LONGEST_MS = 40_000;
const LOOK_EVERY_MS = 100;

interface Wellness {
  /** How many messages are not delivered yet. */
  readonly waiting: () => Promise<number>;
  /** Whether systems were made to fail, so that breakers must forget it. */
  readonly isGoverned: boolean;
}

/**
 * Asks for the pages of all demo persons until they are whole, all breakers are closed and no message waits; where
 * systems had failed, until it was so for as long as breakers remember.
 *
 * @returns what is off after 40 s in which that never was so, `null` when all is well.
 */
export async function untilWell(stack: Stack, { waiting, isGoverned }: Wellness): Promise<string | null> {
  const startedAt = performance.now();
  let wellSince = Number.POSITIVE_INFINITY;
  let inARow = 0;
  for (;;) {
    const flaw = await findFlaw(stack, waiting);
    const now = performance.now();
    inARow = flaw === null ? inARow + 1 : 0;
    wellSince = flaw === null ? Math.min(wellSince, now) : Number.POSITIVE_INFINITY;
    const isForgotten = inARow >= REMEMBERED_CALLS || now - wellSince >= MEMORY_MS;
    if (flaw === null && (!isGoverned || isForgotten)) return null;
    if (flaw !== null && now - startedAt > LONGEST_MS) return flaw;
    if (flaw !== null) await pause(LOOK_EVERY_MS);
  }
}

async function findFlaw(stack: Stack, waiting: () => Promise<number>): Promise<string | null> {
  const { citizen, sevenDialects, allProvinces } = stack.tokens;
  const answers = await Promise.all([
    stack.ask(PORTAL_PAGE, { token: citizen }),
    stack.ask(PORTAL_PAGE, { token: sevenDialects }),
    stack.ask(ALL_PROVINCES, { token: allProvinces }),
  ]);
  const errors = answers.flatMap(({ body }) => body.errors ?? []);
  if (errors.length > 0) return `errors ${JSON.stringify(errors.map(({ extensions }) => extensions))}`;
  const messages = await waiting();
  if (messages > 0) return `${messages} messages wait`;
  const metrics = await (await fetch(`${stack.admin}/metrics`)).text();
  return /^tongban_breakers_tripped\{.*\} [1-9].*$/m.exec(metrics)?.[0] ?? null;
}
