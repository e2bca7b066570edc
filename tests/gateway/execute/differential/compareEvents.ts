import type { FormattedExecutionResult } from 'graphql';
import { Dice } from './Dice.ts';
import type { Difference } from './Difference.ts';
import type { DrawnOperation } from './DrawnOperation.ts';
import { drawOperation } from './drawOperation.ts';
import type { GeneratedFederation } from './GeneratedFederation.ts';
import { isSameAnswer } from './isSameAnswer.ts';
import { isValidOperation } from './isValidOperation.ts';
import { shrinkOperation } from './shrinkOperation.ts';

/** What subscriptions of a federation have shown. */
export interface EventComparison {
  readonly events: number;
  readonly differences: readonly Difference[];
}

const EVENTS = [0, 1, 2];

/** Compares each event of drawn subscriptions, completed by other subgraphs, with what graphql-js makes of it over one schema. */
export async function compareEvents(
  federation: GeneratedFederation,
  seed: number,
  subscriptions: number,
): Promise<EventComparison> {
  const { merged } = federation;
  if (!merged.getSubscriptionType()) return { events: 0, differences: [] };
  const dice = new Dice(seed * 5381);
  const differences: Difference[] = [];
  let events = 0;
  for (let index = 0; index < subscriptions; index++) {
    const operation = drawOperation(merged, dice, { isSubscription: true, favoured: federation.favoured });
    // Where nothing valid was drawn.
    if (!operation.source.startsWith('subscription')) continue;
    const world = `${seed} events ${index}`;
    const own = (asked: DrawnOperation) => federation.runEvents(asked, world).catch(toResults);
    const others = (asked: DrawnOperation) =>
      Promise.all(EVENTS.map((event) => federation.runMerged(asked, `${world} ${event}`)));
    const differs = async (asked: DrawnOperation) => !areSame(await own(asked), await others(asked));
    events += EVENTS.length;
    if (!(await differs(operation))) continue;
    const smallest = await shrinkOperation(operation, async (smaller) =>
      isValidOperation(merged, smaller) && hasField(smaller) ? differs(smaller) : false,
    );
    const [ours, theirs] = [await own(smallest), await others(smallest)];
    differences.push({ against: 'events of one schema', seed, index, operation: smallest, ours, theirs });
  }
  return { events, differences };
}

/** What ends in an error is a difference as any other. */
const toResults = (error: Error): readonly FormattedExecutionResult[] => [
  { errors: [{ message: String(error.cause ?? error) }] },
];

const hasField = ({ source }: DrawnOperation): boolean => /^subscription[^{]*\{ (?!__typename)/.test(source);

const areSame = (
  ours: readonly FormattedExecutionResult[],
  theirs: readonly FormattedExecutionResult[],
): boolean =>
  ours.length === theirs.length && ours.every((own, event) => isSameAnswer(own, theirs[event] ?? {}));
