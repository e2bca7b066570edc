import { createGeneration } from '../../gateway/plan/createGeneration.ts';
import { Dice } from '../../tests/gateway/execute/differential/Dice.ts';
import type { Difference } from '../../tests/gateway/execute/differential/Difference.ts';
import type { DrawnOperation } from '../../tests/gateway/execute/differential/DrawnOperation.ts';
import type { GeneratedFederation } from '../../tests/gateway/execute/differential/GeneratedFederation.ts';
import { type Spoil, spoils } from '../../tests/gateway/fast/spoils.ts';
import { LanePair } from './LanePair.ts';
import { pickLaneOperation } from './pickLaneOperation.ts';

/** What both lanes were asked and how it was answered. */
interface LaneComparison {
  readonly operations: number;
  /** Comparisons: each operation with several values of its conditions, over several worlds. */
  readonly requests: number;
  /** Of these, how many the fast lane has answered. */
  readonly fast: number;
  /** Comparisons in which subgraphs answered something that is not quite right. */
  readonly spoiled: number;
  readonly differences: readonly Difference[];
}

const whole: Spoil = (body) => body;

/** Serves a federation twice, with the fast lane and without, and compares every byte that clients get. */
export async function compareLanes(
  federation: GeneratedFederation,
  seed: number,
  operations: number,
): Promise<LaneComparison> {
  const on = federation.model.labels.filter((label) => !label.startsWith('percent'));
  const generation = createGeneration(federation.supergraphSdl, 1, { on });
  const dice = new Dice(seed * 104_729);
  const differences: Difference[] = [];
  const counts = { requests: 0, fast: 0, spoiled: 0 };
  const pair = await LanePair.start(federation);
  try {
    for (let index = 0; index < operations; index++) {
      const operation = await pickLaneOperation(federation, generation, dice);
      // The general lane makes it known, once it has answered, be it in part; and enough of what is whole keeps breakers closed.
      const learning = { ...operation, variables: withoutNulls(operation.variables) };
      for (let round = 0; round < 2; round++)
        await pair.ask(learning, { world: `${seed} lane ${index}`, isMild: true, spoil: whole });
      const before = await pair.countFast();
      for (const [at, isMild] of [true, true, true, false].entries()) {
        const asked = at === 0 ? operation : withOtherConditions(operation, dice);
        const spoil = !isMild && dice.chance(0.8) ? dice.pick(Object.values(spoils)) : whole;
        if (spoil !== whole) counts.spoiled++;
        counts.requests++;
        const world = `${seed} lane ${index} ${at}`;
        const [ours, theirs] = await pair.ask(asked, { world, isMild: isMild || dice.chance(0.5), spoil });
        if (ours !== theirs)
          differences.push({ against: 'general lane', seed, index, operation: asked, ours, theirs });
      }
      counts.fast += (await pair.countFast()) - before;
    }
    return { operations, ...counts, differences };
  } finally {
    await pair.close();
  }
}

const withoutNulls = (variables: DrawnOperation['variables']): DrawnOperation['variables'] =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== null));

function withOtherConditions({ source, variables }: DrawnOperation, dice: Dice): DrawnOperation {
  const conditions = ['yes', 'no'].filter((name) => source.includes(`$${name}:`));
  return {
    source,
    variables: {
      ...variables,
      ...Object.fromEntries(conditions.map((name) => [name, dice.chance(0.5)])),
    },
  };
}
