import { startTestGateway, type TestGateway } from '../../tests/gateway/edge/support/startTestGateway.ts';
import type { Comparison } from '../../tests/gateway/execute/differential/compareFederation.ts';
import { createResolvers } from '../../tests/gateway/execute/differential/createResolvers.ts';
import { Dice } from '../../tests/gateway/execute/differential/Dice.ts';
import type { Difference } from '../../tests/gateway/execute/differential/Difference.ts';
import {
  type DrawnOperation,
  drawOperation,
} from '../../tests/gateway/execute/differential/drawOperation.ts';
import type { GeneratedFederation } from '../../tests/gateway/execute/differential/GeneratedFederation.ts';
import { World } from '../../tests/gateway/execute/differential/World.ts';
import { spoilAnswers } from '../../tests/gateway/fast/spoilAnswers.ts';
import { type Spoil, spoils } from '../../tests/gateway/fast/spoils.ts';

interface LaneComparison extends Pick<Comparison, 'operations' | 'differences'> {
  /** Comparisons in which subgraphs answered something that is not quite right. */
  readonly spoiled: number;
  /** Requests that the fast lane has answered. */
  readonly fast: number;
}

const whole: Spoil = (body) => body;

/** Serves a federation twice, with the fast lane and without, and compares every byte that clients get. */
export async function compareLanes(
  { model, sdl, merged }: GeneratedFederation,
  seed: number,
  operations: number,
): Promise<LaneComparison> {
  let world = new World(model, '', model.labels);
  let spoil = whole;
  const definitions = Object.fromEntries(
    Object.entries(sdl).map(([service, text]) => [
      service,
      spoilAnswers({ sdl: text, resolvers: createResolvers(model, () => world, service) }, () => spoil),
    ]),
  );
  const settings = {
    logLevel: 'silent',
    overrideLabels: model.labels.filter((label) => !label.startsWith('percent')),
  };
  const fast = await startTestGateway(definitions, { ...settings, fastLane: true });
  const general = await startTestGateway(definitions, { ...settings, fastLane: false });
  const dice = new Dice(seed * 104_729);
  const differences: Difference[] = [];
  let spoiled = 0;
  try {
    for (let index = 0; index < operations; index++) {
      const operation = drawOperation(merged, dice, true);
      const ask = (gateway: TestGateway) => {
        world = new World(model, `${seed} lane ${index}`, model.labels);
        return read(gateway, operation);
      };
      // The general lane makes it known; and enough of what is whole keeps breakers closed.
      spoil = whole;
      for (const gateway of [fast, fast, general, general]) await ask(gateway);
      spoil = dice.chance(0.5) ? dice.pick(Object.values(spoils)) : whole;
      if (spoil !== whole) spoiled++;
      const [ours, theirs] = [await ask(fast), await ask(general)];
      if (ours !== theirs)
        differences.push({ against: 'general lane', seed, index, operation, ours, theirs });
    }
    return { operations, spoiled, differences, fast: await countFast(fast) };
  } finally {
    await Promise.all([fast.close(), general.close()]);
  }
}

async function read(gateway: TestGateway, { source, variables }: DrawnOperation): Promise<string> {
  const response = await gateway.post({ query: source, variables }, { 'x-request-id': 'r1' });
  const headers = [...response.headers].filter(([name]) => name !== 'date');
  return JSON.stringify({ status: response.status, headers, body: await response.text() });
}

async function countFast({ adminUrl }: TestGateway): Promise<number> {
  const metrics = await (await fetch(`${adminUrl}/metrics`)).text();
  return Number(/tongban_fast_lane_outcomes\{outcome="fast"\} (\d+)/.exec(metrics)?.[1] ?? 0);
}
