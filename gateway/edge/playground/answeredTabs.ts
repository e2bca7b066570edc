import { type GraphQLSchema, parse, validate } from 'graphql';
import { type ExampleTab, exampleTabs } from './exampleTabs.ts';
import type { PlaygroundSettings } from './PlaygroundSettings.ts';

/** Those of our example tabs that a supergraph can answer: one that is not ours is shown nothing that fails there. */
export function answeredTabs(settings: PlaygroundSettings, schema: GraphQLSchema): readonly ExampleTab[] {
  return exampleTabs(settings).filter(({ query }) => isAnswered(query, schema));
}

/** Validation has nothing to say of a mutation where the schema has none. */
function isAnswered(query: string, schema: GraphQLSchema): boolean {
  const document = parse(query);
  const hasRoots = document.definitions.every(
    (each) => each.kind !== 'OperationDefinition' || schema.getRootType(each.operation) != null,
  );
  return hasRoots && validate(schema, document).length === 0;
}
