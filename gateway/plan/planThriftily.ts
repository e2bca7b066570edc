import graphPaths, {
  type SimultaneousPathsWithLazyIndirectPaths,
} from '@apollo/query-graphs/dist/graphPath.js';

type Ways = readonly SimultaneousPathsWithLazyIndirectPaths[];

/** Ways to a field that go on from one way to the field around it. */
let kept = Number.POSITIVE_INFINITY;
let isMended = false;

/**
 * Plans with few ways to each field: those that change subgraphs least. `@apollo/query-planner` 2.14 follows all of them to the end of
 * an operation, and interface objects below each other multiply them (decision 023).
 *
 * @param most - from one way to the field around it.
 * @param plan - at once; throws as where there is no way, if those that were left out were the only ones.
 */
export function planThriftily<T>(most: number, plan: () => T): T {
  if (!isMended) mend();
  isMended = true;
  kept = most;
  try {
    return plan();
  } finally {
    kept = Number.POSITIVE_INFINITY;
  }
}

function mend(): void {
  const { advanceSimultaneousPathsWithOperation: advanceAll } = graphPaths;
  const advance: typeof advanceAll = (...given) => {
    const ways = advanceAll(...given);
    return ways !== undefined && ways.length > kept ? cheapest(ways) : ways;
  };
  Object.assign(graphPaths, { advanceSimultaneousPathsWithOperation: advance });
}

function cheapest<T extends Ways>(ways: T): T[number][] {
  const weighed = ways.map((way) => ({ way, cost: costOf(way) }));
  return weighed
    .toSorted((one, other) => one.cost - other.cost)
    .slice(0, kept)
    .map(({ way }) => way);
}

/** Changes of subgraph count first, and then into how many types the way is split. */
const costOf = ({ paths }: Ways[number]): number =>
  paths.reduce((sum, path) => sum + 100 * path.subgraphJumps() + 1, 0);
