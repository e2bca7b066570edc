import { type EnumTypeDefinitionNode, Kind } from 'graphql';
import { parseDirective } from './parseDirective.ts';
import { READY_GRAPH } from './readyGraph.ts';

/** The supergraph's list of subgraphs with {@link READY_GRAPH} among them. */
export function addReadyGraph(graphs: EnumTypeDefinitionNode): EnumTypeDefinitionNode {
  const value = {
    kind: Kind.ENUM_VALUE_DEFINITION,
    name: { kind: Kind.NAME, value: READY_GRAPH.name },
    directives: [parseDirective(`@join__graph(name: "${READY_GRAPH.service}", url: "")`)],
  } as const;
  return { ...graphs, values: [...(graphs.values ?? []), value] };
}
