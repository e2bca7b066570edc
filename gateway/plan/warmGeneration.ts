import { setImmediate } from 'node:timers/promises';
import { parse, validate } from 'graphql';
import type { Generation } from './Generation.ts';
import type { UsedOperation } from './UsedOperation.ts';

/** What came of planning ahead. */
export interface WarmUp {
  readonly planned: number;
  /** Operations that the supergraph cannot answer, though clients use them now. */
  readonly broken: readonly UsedOperation[];
}

/**
 * Plans operations for a supergraph that serves nobody yet, so that its first requests need not wait for that.
 *
 * Between two plans requests have their turn: none waits longer than for one plan.
 *
 * @param withinMs - afterwards no other one is begun.
 */
export async function warmGeneration(
  { apiSchema, prepare }: Pick<Generation, 'apiSchema' | 'prepare'>,
  operations: readonly UsedOperation[],
  withinMs: number,
): Promise<WarmUp> {
  const endAt = performance.now() + withinMs;
  const broken: UsedOperation[] = [];
  let planned = 0;
  for (const operation of operations) {
    if (performance.now() > endAt) break;
    const { text, operationName } = operation;
    const document = parse(text, { noLocation: true });
    if (validate(apiSchema, document, undefined, { maxErrors: 1 }).length > 0) broken.push(operation);
    // Who will ask is not known yet: it is planned for callers who may have all of it.
    else if (await isPlanned(() => prepare(document, text, operationName, null))) planned++;
    else broken.push(operation);
    await setImmediate();
  }
  return { planned, broken };
}

const isPlanned = (plan: () => Promise<unknown>): Promise<boolean> =>
  plan().then(
    () => true,
    () => false,
  );
