import { type GraphQLSchema, getNamedType, isInterfaceType, isUnionType } from 'graphql';
import { TongbanError } from '../../domain/TongbanError.ts';

/**
 * Makes one bad representation cost one entity, and nothing else: `@apollo/subgraph` takes the representations of an
 * `_entities` fetch in one loop. One of a type that this subgraph does not know (or no object at all) ends that loop,
 * which would take the others' answers with it, and leave promises behind that nobody waits for: the first of them to
 * fail would end the process. Such a one is BAD_USER_INPUT: who sent it has to mend it, and not this server.
 *
 * @param schema - changed in place.
 */
export function isolateEntities(schema: GraphQLSchema): void {
  const field = schema.getQueryType()?.getFields()['_entities'];
  const resolveAll = field?.resolve;
  if (field === undefined || resolveAll === undefined) return;

  const isEntity = entityTest(schema, getNamedType(field.type));
  field.resolve = (source, { representations }, context, info) => {
    // All are begun at once, so that loaders still see them together.
    const resolveOne = async (representation: unknown): Promise<unknown> => {
      if (!isEntity(representation)) {
        throw new TongbanError('BAD_USER_INPUT', 'a representation is of no type that this subgraph has');
      }
      const entities = await resolveAll(source, { representations: [representation] }, context, info);
      return Array.isArray(entities) ? entities[0] : null;
    };
    return representations.map(resolveOne);
  };
}

function entityTest(schema: GraphQLSchema, entity: unknown): (representation: unknown) => boolean {
  const names = new Set(isUnionType(entity) ? entity.getTypes().map(({ name }) => name) : []);
  return (representation) => {
    if (typeof representation !== 'object' || representation === null) return false;
    const name: unknown = '__typename' in representation ? representation.__typename : undefined;
    return typeof name === 'string' && (names.has(name) || isInterfaceType(schema.getType(name)));
  };
}
