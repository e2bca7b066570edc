import {
  type GraphQLSchema,
  type GraphQLType,
  isInputObjectType,
  isInputType,
  isInterfaceType,
  isObjectType,
  isOutputType,
  isUnionType,
  isWrappingType,
} from 'graphql';

/** Lists and non-nulls around one type: what compares types goes down through them. */
const MOST_AROUND = 20;

/**
 * Refuses types at places where they mean nothing. Nothing else of a schema is checked, since endpoints tell schemas that are
 * incomplete in many ways and yet good for what is asked of them.
 *
 * @throws {Error} naming the place.
 */
export function refuseMisplacedTypes(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        expect(isOutputType, field.type, `${type.name}.${field.name}`);
        for (const { name, type: given } of field.args)
          expect(isInputType, given, `${type.name}.${field.name}(${name}:)`);
      }
    } else if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields()))
        expect(isInputType, field.type, `${type.name}.${field.name}`);
    } else if (isUnionType(type)) {
      for (const member of type.getTypes()) expect(isObjectType, member, type.name);
    }
  }
}

function expect(isRight: (type: unknown) => boolean, type: GraphQLType, place: string): void {
  let inner: GraphQLType = type;
  for (let around = 0; isWrappingType(inner); around++) {
    if (around === MOST_AROUND) throw new Error(`${place} is wrapped too often`);
    inner = inner.ofType;
  }
  if (!isRight(inner)) throw new Error(`${place} has a type that cannot stand there`);
}
