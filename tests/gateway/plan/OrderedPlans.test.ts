import { expect, it } from 'vitest';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CompiledPlan } from '../../../gateway/execute/compilePlan.ts';
import { OperationWeight } from '../../../gateway/execute/OperationWeight.ts';
import { OrderedPlans } from '../../../gateway/plan/OrderedPlans.ts';

const tooCostly = () => new TongbanError('OPERATION_TOO_COSTLY', 'too costly');

/** Plans of a mutation with one condition, made when they are released. */
function scene() {
  const begun: { readonly resolve: (plan: CompiledPlan) => void; readonly reject: (error: Error) => void }[] =
    [];
  const clock = { ms: 0 };
  const plan = () =>
    new Promise<CompiledPlan>((resolve, reject) => {
      begun.push({ resolve, reject });
    });
  const plans = new OrderedPlans(['a'], plan, new OperationWeight(1, 1), () => clock.ms);
  return { begun, clock, planFor: (a: boolean) => plans.planFor({ a }) };
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
