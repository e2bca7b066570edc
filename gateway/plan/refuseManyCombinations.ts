import { FragmentElement, type OperationElement } from '@apollo/federation-internals';
import { GraphPath, type QueryGraph } from '@apollo/query-graphs';
import graphPaths, {
  type OpGraphPath,
  SimultaneousPathsWithLazyIndirectPaths as Ways,
} from '@apollo/query-graphs/dist/graphPath.js';

type Advance = typeof graphPaths.advanceSimultaneousPathsWithOperation;
type Step = Parameters<Advance>;

/** What takes the planner seconds; ten times as many take a gigabyte. */
const MOST = 200_000;

/** By graph and field: how many subgraphs have a field of that name. */
const owners = new WeakMap<QueryGraph, Map<string, Set<string>>>();
let isMended = false;

/**
 * Keeps `@apollo/query-planner` 2.14 from combining the ways of many types in one array, before it looks at any bound: five interface objects
 * with one field make 5¹¹ of eleven types, and a question of three fields stopped the gateway (decision 023).
 */
export function refuseManyCombinations(): void {
  if (isMended) return;
  isMended = true;
  const { advanceSimultaneousPathsWithOperation: advance } = graphPaths;
  let step: Step | undefined;
  const bounded: Advance = (...given) => {
    const [, { paths }, operation] = given;
    if (paths.length > 1 && operation.kind === 'Field' && mayBeMany(paths[0], operation, paths.length))
      expectFew(paths.map((path) => () => advance(...startingAt(given, path))?.length ?? 0));
    const former = step;
    step = given;
    try {
      return advance(...given);
    } finally {
      step = former;
    }
  };
  Object.assign(graphPaths, { advanceSimultaneousPathsWithOperation: bounded });
  const { tailPossibleRuntimeTypes } = GraphPath.prototype;
  GraphPath.prototype.tailPossibleRuntimeTypes = function (this: OpGraphPath) {
    const types = tailPossibleRuntimeTypes.call(this);
    const { type } = this.tail;
    if (step === undefined || type.kind !== 'InterfaceType') return types;
    const [schema, , operation, overrides] = step;
    if (operation.kind !== 'Field' || !mayBeMany(this, operation, types.length)) return types;
    const given = startingAt(step, this);
    expectFew(
      types.map(({ name }) => () => {
        const casts = advance(schema, given[1], new FragmentElement(type, name), overrides) ?? [];
        return casts.flatMap((cast) => advance(schema, cast, operation, overrides) ?? []).length;
      }),
    );
    return types;
  };
}

/** Cheaper than to count them, and never too few. */
function mayBeMany(path: OpGraphPath | undefined, operation: OperationElement, types: number): boolean {
  if (path === undefined || operation.kind !== 'Field' || types < 2) return false;
  return (ownersIn(path.graph, operation.name) + 1) ** types > MOST;
}

/** @throws {Error} as the planner does at its own limits. */
function expectFew(counts: readonly (() => number)[]): void {
  let product = 1;
  for (const count of counts) {
    product *= Math.max(1, count());
    if (product > MOST) throw new Error(`more than ${MOST} combinations of ways exceed what can be planned`);
  }
}

function startingAt([schema, ways, operation, overrides]: Step, path: OpGraphPath): Step {
  const { context, conditionResolver, excludedNonCollectingEdges, excludedConditionsOnNonCollectingEdges } =
    ways;
  const alone = new Ways(
    [path],
    context,
    conditionResolver,
    excludedNonCollectingEdges,
    excludedConditionsOnNonCollectingEdges,
    overrides,
  );
  return [schema, alone, operation, overrides];
}

function ownersIn(graph: QueryGraph, field: string): number {
  let known = owners.get(graph);
  if (known === undefined) {
    known = new Map();
    for (const { transition, head } of graph.allEdges()) {
      if (transition.kind !== 'FieldCollection') continue;
      const { name } = transition.definition;
      known.set(name, (known.get(name) ?? new Set()).add(head.source));
    }
    owners.set(graph, known);
  }
  return known.get(field)?.size ?? 0;
}
