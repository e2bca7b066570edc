import type { FetchGraph, FetchGroup } from './FetchGroup.ts';

/** As far as it takes out what no plan needs, from one fetch down to the last that waits for it. */
interface TidiedGraph extends FetchGraph {
  reduceAndOptimize(): void;
  onModification(): void;
  removeEmptyGroups(from: FetchGroup): void;
  removeUselessGroups(from: FetchGroup): void;
  mergeChildFetchesForSameSubgraphAndPath(from: FetchGroup): void;
}

const WALKS = [
  'removeEmptyGroups',
  'removeUselessGroups',
  'mergeChildFetchesForSameSubgraphAndPath',
] as const;

/**
 * Keeps `@apollo/query-planner` 2.14 from tidying a fetch again for each way that leads to it. Where a field waits for two subgraphs and
 * those for one, the ways double with each level of a question, and nobody else is served meanwhile (decision 023).
 *
 * What it has gone through without changing anything it would not change now, until something else has changed: so all it finds is the same.
 *
 * @param first - of any plan, by which the classes of all are met.
 */
export function skipWhatIsSettled(first: FetchGroup): void {
  const graphs: TidiedGraph = Object.getPrototypeOf(first.dependencyGraph);
  const { onModification, reduceAndOptimize } = graphs;
  /** Stands for the state of a graph, until that changes. */
  const states = new WeakMap<FetchGraph, object>();
  graphs.onModification = function (this: TidiedGraph) {
    states.set(this, {});
    onModification.call(this);
  };
  // What fetches ask for changes in between without a word.
  graphs.reduceAndOptimize = function (this: TidiedGraph) {
    states.set(this, {});
    reduceAndOptimize.call(this);
  };
  for (const name of WALKS) {
    const walk = graphs[name];
    const settled = new WeakMap<FetchGroup, object>();
    graphs[name] = function (this: TidiedGraph, from: FetchGroup) {
      const state = states.get(this);
      if (state !== undefined && settled.get(from) === state) return;
      walk.call(this, from);
      if (state !== undefined && states.get(this) === state) settled.set(from, state);
    };
  }
}
