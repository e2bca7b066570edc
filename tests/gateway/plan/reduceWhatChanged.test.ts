import { expect, it } from 'vitest';
import type { FetchGraph, FetchGroup } from '../../../gateway/plan/FetchGroup.ts';
import { reduceWhatChanged } from '../../../gateway/plan/reduceWhatChanged.ts';
import { Dice } from '../execute/differential/Dice.ts';

/** As the planner's own, as far as it is looked at. */
class Graph implements FetchGraph {
  readonly groups: Group[] = [];
  isReduced = false;
  /** How often somebody has asked a group for its children. */
  looks = 0;

  add(): Group {
    const group = new Group(this, this.groups.length);
    this.groups.push(group);
    return group;
  }

  remove(group: Group): void {
    for (const child of [...group.kids]) group.removeChild(child);
    for (const parent of [...group.waited]) parent.removeChild(group);
    this.groups.splice(group.index, 1);
    for (const [index, one] of this.groups.entries()) one.index = index;
  }

  clone(): Graph {
    const copy = new Graph();
    for (const _ of this.groups) copy.add();
    for (const group of this.groups)
      for (const parent of group.waited)
        copy.groups[group.index]?.addParent({ group: copy.groups[parent.index] ?? group });
    return copy;
  }

  reduce(): void {
    throw new TypeError('is mended');
  }

  dfsRemoveRedundantEdges(_from: FetchGroup): void {
    throw new TypeError('is mended');
  }
}

class Group implements FetchGroup {
  readonly dependencyGraph: Graph;
  index: number;
  readonly isTopLevel = false;
  readonly parentType = { name: 'T' };
  readonly waited: Group[] = [];
  readonly kids: Group[] = [];

  constructor(graph: Graph, index: number) {
    this.dependencyGraph = graph;
    this.index = index;
  }

  parents() {
    return this.waited.map((group) => ({ group }));
  }

  children(): readonly Group[] {
    this.dependencyGraph.looks += 1;
    return this.kids;
  }

  conditions(): true {
    return true;
  }

  canMergeChildIn(): boolean {
    return false;
  }

  isDescendantOf(_other: FetchGroup): boolean {
    throw new TypeError('is mended');
  }

  addParent({ group }: { readonly group: FetchGroup }): void {
    if (!(group instanceof Group) || group.kids.includes(this)) return;
    this.dependencyGraph.isReduced = false;
    this.waited.push(group);
    group.kids.push(this);
  }

  removeChild(child: FetchGroup): void {
    if (!(child instanceof Group) || !this.kids.includes(child)) return;
    this.dependencyGraph.isReduced = false;
    this.kids.splice(this.kids.indexOf(child), 1);
    child.waited.splice(child.waited.indexOf(this), 1);
  }

  mergeInWithAllDependencies(): void {
    throw new TypeError('is not asked for');
  }
}

const leadsTo = (from: Group, to: Group): boolean =>
  from.kids.some((child) => child === to || leadsTo(child, to));

/** Who waits for whom, `1>4`, without those that wait for somebody in between. */
const reduced = ({ groups }: Graph): string[] =>
  groups.flatMap((group) =>
    group.kids
      .filter((child) => !group.kids.some((other) => leadsTo(other, child)))
      .map((child) => `${group.index}>${child.index}`),
  );

const linksIn = ({ groups }: Graph): string[] =>
  groups.flatMap((group) => group.kids.map((child) => `${group.index}>${child.index}`));

reduceWhatChanged(new Graph().add());

it('leaves the links that nothing else says, whatever changed before', () => {
  for (let seed = 0; seed < 60; seed += 1) {
    const dice = new Dice(seed);
    let graph = new Graph();
    for (let at = 0; at < 10; at += 1) graph.add();
    for (let step = 0; step < 150; step += 1) {
      const [one, other] = [dice.pick(graph.groups), dice.pick(graph.groups)];
      const what = dice.between(0, 19);
      if (what < 12 && one !== other && !leadsTo(other, one)) other.addParent({ group: one });
      else if (what < 14) one.removeChild(other);
      else if (what === 14 && graph.groups.length > 5) graph.remove(one);
      else if (what === 15) graph.add();
      else if (what === 16) graph = graph.clone();
      else if (what > 16) {
        const expected = reduced(graph);
        graph.reduce();
        expect(linksIn(graph).toSorted(), `seed ${seed}`).toEqual(expected.toSorted());
      }
      expect(one.isDescendantOf(other), `seed ${seed}`).toBe(leadsTo(other, one));
    }
  }
});

it('does not look again at what has stayed', () => {
  const graph = new Graph();
  const root = graph.add();
  const branches = Array.from({ length: 200 }, () => [graph.add(), graph.add()] as const);
  for (const [branch, leaf] of branches) {
    branch.addParent({ group: root });
    leaf.addParent({ group: branch });
  }
  graph.reduce();
  graph.looks = 0;
  const [, leaf] = branches[0] ?? [];
  if (leaf === undefined) throw new TypeError('no branch');
  const last = graph.add();
  last.addParent({ group: leaf });
  last.addParent({ group: root });
  graph.reduce();

  expect(root.kids).not.toContain(last);
  // The root's own children once, and what waits for the new one.
  expect(graph.looks).toBeLessThan(2 * branches.length + 20);
});
