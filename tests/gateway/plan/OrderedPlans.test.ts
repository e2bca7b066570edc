import { expect, it } from 'vitest';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CompiledPlan } from '../../../gateway/execute/compilePlan.ts';
import { OperationWeight } from '../../../gateway/execute/OperationWeight.ts';
import type { Demand } from '../../../gateway/plan/Demand.ts';
import { OrderedPlans } from '../../../gateway/plan/OrderedPlans.ts';

const tooCostly = () => new TongbanError('OPERATION_TOO_COSTLY', 'too costly');

interface Begun {
  readonly resolve: (plan: CompiledPlan) => void;
  readonly reject: (error: Error) => void;
  readonly demand: Demand;
}

/** Plans of a mutation with one condition, made when they are released. */
function scene() {
  const begun: Begun[] = [];
  const clock = { ms: 0 };
  const plan = (_: unknown, demand: Demand) =>
    new Promise<CompiledPlan>((resolve, reject) => {
      begun.push({ resolve, reject, demand });
    });
  const plans = new OrderedPlans(['a'], plan, new OperationWeight(1, 1), () => clock.ms);
  return {
    begun,
    clock,
    planFor: (a: boolean, client?: AbortController) => plans.planFor({ a }, client?.signal),
  };
}
const planOf = (): CompiledPlan => ({ source: null, root: null, fetches: [], passes: 1, unasked: [] });

it('makes one plan for all who ask at the same time', async () => {
  const { begun, planFor } = scene();
  const asked = [planFor(true), planFor(true)];
  const made = planOf();
  for (const { resolve } of begun) resolve(made);

  expect(await Promise.all([...asked, planFor(true)])).toEqual([made, made, made]);
  expect(begun).toHaveLength(1);
});

it('remembers for a minute what is too costly to plan', async () => {
  const { begun, clock, planFor } = scene();
  const first = planFor(true);
  begun[0]?.reject(tooCostly());
  await expect(first).rejects.toThrow('too costly');
  clock.ms = 59_999;
  await expect(planFor(true)).rejects.toThrow('too costly');
  expect(begun).toHaveLength(1);

  clock.ms = 60_000;
  const last = planFor(true);
  begun[1]?.resolve(planOf());

  expect(await last).toEqual(planOf());
});

it('tries again at once after any other failure', async () => {
  const { begun, planFor } = scene();
  const first = planFor(true);
  begun[0]?.reject(new Error('broken'));
  await expect(first).rejects.toThrow('broken');
  const second = planFor(true);
  begun[1]?.resolve(planOf());

  expect(await second).toEqual(planOf());
});

it('begins anew what was left because all who waited for it had gone', async () => {
  const { begun, planFor } = scene();
  const clients = [new AbortController(), new AbortController()];
  const left = clients.map((client) => planFor(true, client));
  for (const client of clients) client.abort();
  expect(begun.map(({ demand }) => demand.isWanted)).toEqual([false]);
  begun[0]?.demand.giveUp();
  const next = planFor(true);
  begun[0]?.reject(new Error('left'));
  expect(await Promise.allSettled(left)).toMatchObject(clients.map(() => ({ status: 'rejected' })));
  const beside = planFor(true);
  begun[1]?.resolve(planOf());

  expect(await Promise.all([next, beside])).toEqual([planOf(), planOf()]);
  expect(begun).toHaveLength(2);
});
