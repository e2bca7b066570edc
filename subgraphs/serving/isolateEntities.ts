import type { GraphQLSchema } from 'graphql';

/**
 * Makes one bad representation cost one entity, and nothing else: `@apollo/subgraph` takes the representations of an
 * `_entities` fetch in one loop. One of a type that this subgraph does not know (or no object at all) ends that loop,
 * which would take the others' answers with it, and leave promises behind that nobody waits for: the first of them to
 * fail would end the process.
 *
 * @param schema - changed in place.
 */
export function isolateEntities(schema: GraphQLSchema): void {
  const field = schema.getQueryType()?.getFields()['_entities'];
  const resolveAll = field?.resolve;
  if (field === undefined || resolveAll === undefined) return;

  field.resolve = (source, { representations }, context, info) => {
    // All are begun at once, so that loaders still see them together.
    const resolveOne = async (representation: unknown): Promise<unknown> => {
      const entities = await resolveAll(source, { representations: [representation] }, context, info);
      return Array.isArray(entities) ? entities[0] : null;
    };
    return representations.map(resolveOne);
  };
}
