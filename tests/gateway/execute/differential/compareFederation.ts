import type { FormattedExecutionResult } from 'graphql';
import { Dice } from './Dice.ts';
import type { Difference } from './Difference.ts';
import type { DrawnOperation } from './DrawnOperation.ts';
import { drawOperation } from './drawOperation.ts';
import type { GeneratedFederation } from './GeneratedFederation.ts';
import { isSameAnswer } from './isSameAnswer.ts';
import { isSameData } from './isSameData.ts';
import { isValidOperation } from './isValidOperation.ts';
import { meetsHidden } from './meetsHidden.ts';
import { readsContext } from './readsContext.ts';
import { shrinkOperation } from './shrinkOperation.ts';

/** What a federation's operations have shown. */
export interface Comparison {
  readonly operations: number;
  /** Of these, with an error in the answer of one schema. */
  readonly withErrors: number;
  readonly mutations: number;
  /** Of these, with a field that reads a context. */
  readonly withContext: number;
  /** Of these, with a value that clients must not see in the answers of subgraphs or as a variable. */
  readonly withHidden: number;
  readonly differences: readonly Difference[];
}

type Ask = (operation: DrawnOperation) => Promise<FormattedExecutionResult>;

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
  const counts = { withErrors: 0, mutations: 0, withContext: 0, withHidden: 0 };
  for (let index = 0; index < operations; index++) {
    const operation = drawOperation(federation.merged, dice, { favoured: federation.favoured });
    const world = `${seed} ${index}`;
    const own: Ask = (asked) => federation.runOwn(asked, world);
    const merged: Ask = (asked) => federation.runMerged(asked, world);
    const reference: Ask = (asked) => federation.runReference(asked, world);
    const expected = await merged(operation);
    if (operation.source.startsWith('mutation')) counts.mutations++;
    if (readsContext(operation, federation.model)) counts.withContext++;
    if (expected.errors) counts.withErrors++;
    if (meetsHidden(expected)) counts.withHidden++;
    const others = [
      { against: 'one schema', other: merged, isSame: isSameAnswer },
      ...(withReference ? [{ against: 'reference', other: reference, isSame: isSameData } as const] : []),
    ] as const;
    for (const { against, other, isSame } of others) {
      const differs = async (asked: DrawnOperation) => !isSame(await own(asked), await other(asked));
      if (!(await differs(operation))) continue;
      // Each try at a large operation that is refused takes as long as the first, and says no more.
      const smallest = isRefused(await own(operation))
        ? operation
        : await shrinkOperation(operation, async (smaller) =>
            isValidOperation(federation.merged, smaller) ? differs(smaller) : false,
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
  return { operations, ...counts, differences };
}

const isRefused = ({ errors }: FormattedExecutionResult): boolean =>
  errors?.[0]?.extensions?.['code'] === 'OPERATION_TOO_COSTLY';
