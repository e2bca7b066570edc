import type { FetchConditions, FetchGroup } from './FetchGroup.ts';
import { withDescendants } from './withDescendants.ts';

/**
 * Keeps `@apollo/query-planner` 2.14 from putting a fetch under conditions that are those of another one. Where all that waits for a
 * conditional fetch waits for nothing else, it takes its condition for theirs: `{ item { price rate @include(if: $no) } }`, where `rate`
 * reads a context that another subgraph tells, did not ask for `price` (decision 023).
 *
 * The condition then stands in the fetch, and the executor does not ask what would select nothing.
 *
 * @param first - of any plan, by which the class of all is met.
 */
export function keepConditionsApart(first: FetchGroup): void {
  const prototype: FetchGroup = Object.getPrototypeOf(first);
  const { conditions } = prototype;
  prototype.conditions = function (this: FetchGroup) {
    const own = conditions.call(this);
    if (own === true) return own;
    // Each once: in a plan of many levels there are millions of ways down.
    const later = withDescendants(this.children());
    return [...later].every((one) => isWithin(conditions.call(one), own)) ? own : true;
  };
}

/** Whether all that is done under `inner` would be done under `outer`, too. */
function isWithin(inner: FetchConditions, outer: FetchConditions): boolean {
  if (inner === false || outer === true) return true;
  if (inner === true || outer === false) return false;
  return outer.every(({ variable, negated }) =>
    inner.some((one) => one.variable.name === variable.name && one.negated === negated),
  );
}
