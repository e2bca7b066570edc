import {
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

import { fragmentsOf } from './fragmentsOf.ts';

/** How long the lists of the introspection types are, by coordinate. */
type Sizes = ReadonlyMap<string, number>;

const sizes = new WeakMap<GraphQLSchema, Sizes>();

/**
 * Tells roughly how many values the introspection of a document asks for: lists as long as they are in the schema on average, right
 * below `__type` as they are at most.
 *
 * @param document - with its fragments written out; of all its operations together.
 */
export function countIntrospected(document: DocumentNode, schema: GraphQLSchema): number {
  const known = sizes.get(schema) ?? measure(schema);
  sizes.set(schema, known);
  const fragments = fragmentsOf(document);
  let values = 0;

  const countBelow = (
    { selections }: SelectionSetNode,
    type: GraphQLNamedType | undefined,
    times: number,
    entry = '',
  ): void => {
    for (const node of selections) {
      if (node.kind !== Kind.FIELD) {
        // What is left to be spread is used once.
        const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
        if (fragment !== undefined) countBelow(fragment.selectionSet, type, times, entry);
        continue;
      }
      values += times;
      if (node.selectionSet === undefined) continue;
      const field = type !== undefined && 'getFields' in type ? type.getFields()[node.name.value] : undefined;
      const coordinate = `${type?.name}.${node.name.value}`;
      const size = known.get(`${entry}${coordinate}`) ?? known.get(coordinate) ?? 1;
      countBelow(node.selectionSet, field && getNamedType(field.type), times * size);
    }
  };
  const find = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if (node.kind === Kind.INLINE_FRAGMENT) find(node.selectionSet);
      if (node.kind !== Kind.FIELD || node.selectionSet === undefined) continue;
      const { value: name } = node.name;
      if (name === '__schema') countBelow(node.selectionSet, schema.getType('__Schema'), 1);
      if (name === '__type') countBelow(node.selectionSet, schema.getType('__Type'), 1, MOST);
    }
  };
  for (const definition of document.definitions) {
    if ('selectionSet' in definition) find(definition.selectionSet);
  }
  return values;
}

const MOST = 'most ';

function measure(schema: GraphQLSchema): Sizes {
  const types = Object.values(schema.getTypeMap());
  const fields = types.map((type) => {
    const isComposite = isObjectType(type) || isInterfaceType(type);
    return isComposite ? Object.values(type.getFields()) : [];
  });
  const argumentsOf = fields.flat().map(({ args }) => args.length);
  const lengths: Readonly<Record<string, readonly number[]>> = {
    '__Type.fields': fields.map(({ length }) => length),
    '__Type.inputFields': types.map((type) =>
      isInputObjectType(type) ? Object.keys(type.getFields()).length : 0,
    ),
    '__Type.enumValues': types.map((type) => (isEnumType(type) ? type.getValues().length : 0)),
    '__Type.interfaces': types.map((type) => ('getInterfaces' in type ? type.getInterfaces().length : 0)),
    '__Field.args': argumentsOf,
    '__Directive.args': schema.getDirectives().map(({ args }) => args.length),
  };
  const measured = new Map([
    ['__Schema.types', types.length],
    ['__Schema.directives', schema.getDirectives().length],
  ]);
  for (const [coordinate, all] of Object.entries(lengths)) {
    measured.set(coordinate, all.reduce((sum, length) => sum + length, 0) / Math.max(1, all.length));
    measured.set(`${MOST}${coordinate}`, Math.max(0, ...all));
  }
  return measured;
}
