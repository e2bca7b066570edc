import { Edge, NonLocalSelectionsMetadata, type QueryGraph } from '@apollo/query-graphs';
import precomputing from '@apollo/query-graphs/dist/nonTrivialEdgePrecomputing.js';
import type { QueryPlanner } from '@apollo/query-planner';

/**
 * Lets `@apollo/query-planner` 2.14 ask of what type an interface object is where `@provides` leads to it. What is provided makes a copy
 * of it in the planner's graph, before that learns that interface objects have types: below it a fragment on one of them ends in an
 * assertion, and nothing of the operation is planned (decision 023).
 *
 * Below the fragment nothing counts as provided: the planner comes back for that by a key, where it is not.
 */
export function castProvidedObjects(planner: QueryPlanner): void {
  const graph: QueryGraph = planner['federatedQueryGraph'];
  let isChanged = false;
  for (const copy of graph.allVertices()) {
    if (copy.provideId === undefined || castsOf(graph, copy).length > 0) continue;
    const original = graph
      .verticesForType(copy.type.name)
      .find(({ source, provideId }) => source === copy.source && provideId === undefined);
    if (original === undefined) continue;
    const edges: Edge[] = graph['_outEdges'][copy.index] ?? [];
    for (const { transition, conditions } of castsOf(graph, original)) {
      edges.push(new Edge(edges.length, copy, original, transition, conditions));
      isChanged = true;
    }
  }
  if (!isChanged) return;
  // Both are worked out of the edges where the graph is built.
  Object.assign(graph, {
    nonTrivialFollowupEdges: precomputing.preComputeNonTrivialFollowupEdges(graph),
    nonLocalSelectionsMetadata: new NonLocalSelectionsMetadata(graph),
  });
}

const castsOf = (graph: QueryGraph, vertex: Edge['head']): readonly Edge[] =>
  graph.outEdges(vertex).filter(({ transition }) => transition.kind === 'InterfaceObjectFakeDownCast');
