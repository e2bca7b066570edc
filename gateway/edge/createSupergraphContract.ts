import { buildASTSchema, type GraphQLSchema, isEnumType, parse } from 'graphql';
import { directiveArgument } from '../partition/directiveArgument.ts';
import { partitionFieldIn } from '../partition/partitionFieldIn.ts';

/** The whole supergraph as a schema, built when it is first asked for: only a partitioned gateway needs it. */
export interface SupergraphContract {
  /** Takes another supergraph. */
  update(supergraphSdl: string): void;
  schema(): GraphQLSchema;
  /** Names of the subgraphs. */
  services(): readonly string[];
  /** The value of `join__Graph` that stands for a subgraph. */
  graphOf(service: string): string | undefined;
  /** The field that says where an entity belongs: `by` of `@partition` on its type, default `jurisdiction`. */
  partitionField(typename: string): string;
}

/** @param supergraphSdl - one that has been checked already. */
export function createSupergraphContract(supergraphSdl: string): SupergraphContract {
  let sdl = supergraphSdl;
  let built: GraphQLSchema | undefined;
  const schema = () => {
    built ??= buildASTSchema(parse(sdl, { noLocation: true }), { assumeValid: true, assumeValidSDL: true });
    return built;
  };
  const graphs = () => {
    const type = schema().getType('join__Graph');
    return (isEnumType(type) ? type.getValues() : []).flatMap(({ name, astNode }) => {
      const service = directiveArgument(astNode?.directives, 'join__graph', 'name');
      return service === undefined ? [] : [{ name, service }];
    });
  };
  return {
    schema,
    update: (next) => {
      sdl = next;
      built = undefined;
    },
    services: () => graphs().map(({ service }) => service),
    graphOf: (service) => graphs().find((graph) => graph.service === service)?.name,
    partitionField: (typename) => partitionFieldIn(schema(), typename),
  };
}
