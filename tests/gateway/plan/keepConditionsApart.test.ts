import { expect, it } from 'vitest';
import type { FetchConditions, FetchGraph, FetchGroup } from '../../../gateway/plan/FetchGroup.ts';
import { keepConditionsApart } from '../../../gateway/plan/keepConditionsApart.ts';

const GRAPH: FetchGraph = {
  groups: [],
  isReduced: true,
  clone: () => GRAPH,
  reduce: () => undefined,
  dfsRemoveRedundantEdges: () => undefined,
};
const on = (...names: readonly string[]): FetchConditions =>
  names.map((name) => ({ variable: { name }, negated: false }));

/** How often groups were asked for their conditions. */
let looks = 0;

/** Of a class of its own, as each is mended once. */
function groups() {
  class Group implements FetchGroup {
    readonly dependencyGraph = GRAPH;
    readonly index = 0;
    readonly isTopLevel = false;
    readonly parentType = { name: 'T' };
    readonly own: FetchConditions;
    kids: readonly Group[];

    constructor(own: FetchConditions, ...kids: readonly Group[]) {
      this.own = own;
      this.kids = kids;
    }

    conditions(): FetchConditions {
      looks += 1;
      return this.own;
    }

    children = () => this.kids;
    parents = () => [];
    isDescendantOf = () => false;
    addParent = () => undefined;
    canMergeChildIn = () => false;
    removeChild = () => undefined;
    mergeInWithAllDependencies = () => undefined;
  }
  keepConditionsApart(new Group(true));
  return Group;
}

it('leaves a fetch its conditions where all that waits for it has them too', () => {
  const Group = groups();
  const last = new Group(on('a'));

  expect(new Group(on('a'), new Group(on('a', 'b'), last), last).conditions()).toEqual(on('a'));
  expect(new Group(on('a'), new Group(on('b'))).conditions()).toBe(true);
  expect(new Group(on('a'), new Group(on('a'), new Group(true))).conditions()).toBe(true);
});

// By the number of ways down it would take years.
it('looks once at each fetch, however many ways lead to it', () => {
  const Group = groups();
  let top = new Group(on('a'));
  for (let level = 0; level < 60; level++) {
    const sides = [new Group(on('a'), top), new Group(on('a'), top)] as const;
    top = new Group(on('a'), ...sides);
  }
  looks = 0;

  expect(top.conditions()).toEqual(on('a'));
  expect(looks).toBe(181);
});
