import type { FormattedExecutionResult } from 'graphql';
import type { Caller } from './Caller.ts';
import { Dice } from './Dice.ts';
import type { Difference } from './Difference.ts';
import type { DrawnOperation } from './DrawnOperation.ts';
import { demandsOf } from './demandsOf.ts';
import { drawOperation } from './drawOperation.ts';
import type { GeneratedFederation } from './GeneratedFederation.ts';
import { isMet } from './isMet.ts';
import { isSameAnswer } from './isSameAnswer.ts';
import { isValidOperation } from './isValidOperation.ts';
import { shrinkOperation } from './shrinkOperation.ts';

/** What operations over a guarded federation have shown. */
export interface AccessComparison {
  readonly operations: number;
  /** Of these, with something denied. */
  readonly denied: number;
  readonly differences: readonly Difference[];
}

/**
 * Asks drawn operations in the name of drawn callers: what they may not have is null with FORBIDDEN where one schema says
 * so, and no subgraph is asked for it.
 */
export async function compareAccess(
  federation: GeneratedFederation,
  seed: number,
  operations: number,
): Promise<AccessComparison> {
  const dice = new Dice(seed * 6151);
  const differences: Difference[] = [];
  let denied = 0;
  for (let index = 0; index < operations; index++) {
    const operation = drawOperation(federation.merged, dice, { favoured: federation.favoured });
    const caller = drawCaller(dice);
    const world = `${seed} access ${index}`;
    const own = (asked: DrawnOperation) => ownAnswer(federation, asked, world, caller);
    const merged = (asked: DrawnOperation) => federation.runMerged(asked, world, caller);
    const differs = async (asked: DrawnOperation) => !isSame(await own(asked), await merged(asked));
    if (forbiddenIn(await merged(operation)).length > 0) denied++;
    if (!(await differs(operation))) continue;
    const smallest = await shrinkOperation(operation, async (smaller) =>
      isValidOperation(federation.merged, smaller) ? differs(smaller) : false,
    );
    const [ours, theirs] = [await own(smallest), await merged(smallest)];
    differences.push({
      against: 'access of one schema',
      seed,
      index,
      operation: smallest,
      ours,
      theirs,
      caller,
    });
  }
  return { operations, denied, differences };
}

function drawCaller(dice: Dice): Caller {
  const isSignedIn = dice.chance(0.7);
  return {
    isSignedIn,
    scopes: isSignedIn ? dice.some(['read', 'audit', 'chief']) : [],
    policies: dice.some(['open', 'shut']),
  };
}

/** Our answer; an error that names whatever was fetched against a demand. */
async function ownAnswer(
  federation: GeneratedFederation,
  operation: DrawnOperation,
  world: string,
  caller: Caller,
): Promise<FormattedExecutionResult> {
  const answer = await federation.runOwn(operation, world, caller);
  const leaked = [...federation.asked].filter((coordinate) => {
    const [typeName = '', fieldName = ''] = coordinate.split('.');
    return demandsOf(federation.model, typeName, fieldName).some((demand) => !isMet(demand, caller));
  });
  if (leaked.length === 0) return answer;
  return { ...answer, errors: [{ message: `fetched ${leaked}`, path: ['fetched', ...leaked] }] };
}

/** Which error of those at one place is told is nobody's business, but what is denied is told as such. */
function isSame(own: FormattedExecutionResult, merged: FormattedExecutionResult): boolean {
  const told = forbiddenIn(own);
  const places = new Set((own.errors ?? []).map(({ path }) => JSON.stringify(path)));
  return (
    isSameAnswer(own, merged) && forbiddenIn(merged).every((path) => told.includes(path) || !places.has(path))
  );
}

const forbiddenIn = ({ errors = [] }: FormattedExecutionResult): readonly string[] =>
  errors.flatMap(({ message, path, extensions }) =>
    message === 'denied' || extensions?.['code'] === 'FORBIDDEN' ? [JSON.stringify(path)] : [],
  );
