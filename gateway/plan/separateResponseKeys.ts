import {
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** A document whose aliases can be mistaken for no field. */
export interface SeparatedDocument {
  readonly document: DocumentNode;
  /** Client's alias → alias in `document`, for fields whose alias changed. */
  readonly aliases: ReadonlyMap<FieldNode, string>;
}

/**
 * Renames aliases that are names of other fields: in `{ person { id: phone pension { amount } } }` the planner adds the
 * key `id` beside the client's, and one would be sent in the place of the other.
 *
 * @param schema - the whole supergraph, since planners also add what clients cannot see.
 */
export function separateResponseKeys(document: DocumentNode, schema: GraphQLSchema): SeparatedDocument {
  const given = new Map<FieldNode, string>();
  const risky = new Set<string>();
  const info = new TypeInfo(schema);
  const around: (GraphQLNamedType | undefined)[] = [];
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: {
        enter: (node) => {
          const outer = around.at(-1);
          around.push(getNamedType(info.getType()));
          const alias = node.alias?.value;
          if (alias === undefined || alias === node.name.value) return;
          given.set(node, alias);
          // Keys of all types that may stand here are in one selection.
          if (isRisky(alias, info.getParentType(), schema) || isRisky(alias, outer, schema)) risky.add(alias);
        },
        leave: () => void around.pop(),
      },
    }),
  );
  if (risky.size === 0) return { document, aliases: new Map() };

  const taken = new Set(given.values());
  let prefix = 'client_';
  while ([...risky].some((alias) => taken.has(prefix + alias))) prefix += '_';
  // Everywhere, so that selections that share a response key go on sharing one.
  const aliases = new Map(
    [...given].flatMap(([node, alias]) => (risky.has(alias) ? [[node, prefix + alias] as const] : [])),
  );
  const changed = visit(document, {
    // On the way down: later, nodes with changed children are copies.
    Field: (node) => {
      const value = aliases.get(node);
      return value === undefined ? undefined : { ...node, alias: { kind: Kind.NAME, value } };
    },
  });
  return { document: changed, aliases };
}

/** Planners add keys and required fields to entities, never to root types; `__typename` they add everywhere. */
function isRisky(alias: string, parent: GraphQLNamedType | null | undefined, schema: GraphQLSchema): boolean {
  if (alias.startsWith('__')) return true;
  if (!isCompositeType(parent) || parent === schema.getQueryType() || parent === schema.getMutationType())
    return false;
  const types = isAbstractType(parent) ? [parent, ...schema.getPossibleTypes(parent)] : [parent];
  return types.some((type) => !isUnionType(type) && Object.hasOwn(type.getFields(), alias));
}
