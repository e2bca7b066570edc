import { type FormattedExecutionResult, type GraphQLSchema, parse, validate } from 'graphql';
import { compareErrors } from './compareErrors.ts';
import { Dice } from './Dice.ts';
import type { Difference } from './Difference.ts';
import type { DrawnOperation } from './DrawnOperation.ts';
import { drawOperation } from './drawOperation.ts';
import type { GeneratedFederation } from './GeneratedFederation.ts';
import { shrinkOperation } from './shrinkOperation.ts';

/** What a federation's operations have shown. */
export interface Comparison {
  readonly operations: number;
  /** Of these, with an error in the answer of one schema. */
  readonly withErrors: number;
  readonly mutations: number;
  readonly differences: readonly Difference[];
}

type Answer = FormattedExecutionResult;
type Ask = (operation: DrawnOperation) => Promise<Answer>;

/**
 * Asks drawn operations of our gateway and of others who should answer alike.
 *
 * @param withReference - Apollo's executor too: its data only, for it places errors wrongly in lists with gaps.
 */
export async function compareFederation(
  federation: GeneratedFederation,
  seed: number,
  operations: number,
  withReference: boolean,
): Promise<Comparison> {
  const dice = new Dice(seed * 7919);
  const differences: Difference[] = [];
  let [withErrors, mutations] = [0, 0];
  for (let index = 0; index < operations; index++) {
    const operation = drawOperation(federation.merged, dice);
    const world = `${seed} ${index}`;
    const own: Ask = (asked) => federation.runOwn(asked, world);
    const merged: Ask = (asked) => federation.runMerged(asked, world);
    const reference: Ask = (asked) => federation.runReference(asked, world);
    if (operation.source.startsWith('mutation')) mutations++;
    if ((await merged(operation)).errors) withErrors++;
    const others = [
      { against: 'one schema', other: merged, isSame: isSameAnswer },
      ...(withReference ? [{ against: 'reference', other: reference, isSame: isSameData } as const] : []),
    ] as const;
    for (const { against, other, isSame } of others) {
      const differs = async (asked: DrawnOperation) => !isSame(await own(asked), await other(asked));
      if (!(await differs(operation))) continue;
      const smallest = await shrinkOperation(operation, async (smaller) =>
        isValid(federation.merged, smaller) ? differs(smaller) : false,
      );
      differences.push({
        against,
        seed,
        index,
        operation: smallest,
        ours: await own(smallest),
        theirs: await other(smallest),
      });
    }
  }
  return { operations, withErrors, mutations, differences };
}

const isSameData = (own: Answer, other: Answer): boolean =>
  // Text, not values: the order of fields is part of the contract.
  JSON.stringify(own.data) === JSON.stringify(other.data);

function isSameAnswer(own: Answer, merged: Answer): boolean {
  const { lost, added } = compareErrors(own, merged);
  return isSameData(own, merged) && lost.length === 0 && added.length === 0;
}

function isValid(schema: GraphQLSchema, { source }: DrawnOperation): boolean {
  try {
    return validate(schema, parse(source)).length === 0;
  } catch {
    // What has lost its last selection is no GraphQL.
    return false;
  }
}
