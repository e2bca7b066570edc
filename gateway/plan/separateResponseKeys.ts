import {
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { findAmbiguousKeys } from './findAmbiguousKeys.ts';

/** A document whose response keys can be mistaken for no field, and for no other one. */
export interface SeparatedDocument {
  readonly document: DocumentNode;
  /** Client's field → alias in `document`, for fields whose response key changed. */
  readonly aliases: ReadonlyMap<FieldNode, string>;
}

const PREFIX = 'client_';

/**
 * Renames aliases that are names of other fields: in `{ person { id: phone pension { amount } } }` the planner adds the
 * key `id` beside the client's, and one would be sent in the place of the other.
 *
 * With interface objects, also a response key that means another field for each type: subgraphs that know the interface
 * only are asked for all types together.
 *
 * @param document - each fragment is used once at most.
 * @param schema - the whole supergraph, since planners also add what clients cannot see.
 * @param hasInterfaceObjects - whether some subgraph does not tell types of an interface apart.
 */
export function separateResponseKeys(
  document: DocumentNode,
  schema: GraphQLSchema,
  hasInterfaceObjects: boolean,
): SeparatedDocument {
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
  const ambiguous = hasInterfaceObjects ? findAmbiguousKeys(document) : new Map<FieldNode, number>();
  if (risky.size + ambiguous.size === 0) return { document, aliases: new Map() };

  const prefix = freshPrefix(document, schema);
  const aliases = new Map<FieldNode, string>();
  // Everywhere, so that selections that share a response key go on sharing one.
  for (const [node, alias] of given) if (risky.has(alias)) aliases.set(node, prefix + alias);
  for (const [node, meaning] of ambiguous)
    aliases.set(node, `${prefix}${meaning}_${(node.alias ?? node.name).value}`);
  const changed = visit(document, {
    // On the way down: later, nodes with changed children are copies.
    Field: (node) => {
      const value = aliases.get(node);
      return value === undefined ? undefined : { ...node, alias: { kind: Kind.NAME, value } };
    },
  });
  return { document: changed, aliases };
}

/** Beginning no response key and no field of whatever type: planners may add any of them beside the client's. */
function freshPrefix(document: DocumentNode, schema: GraphQLSchema): string {
  const taken: string[] = [];
  const note = (name: string) => {
    if (name.startsWith(PREFIX)) taken.push(name);
  };
  visit(document, { Field: ({ alias, name }) => note((alias ?? name).value) });
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type) || isInterfaceType(type)) Object.keys(type.getFields()).forEach(note);
  let prefix = PREFIX;
  while (taken.some((name) => name.startsWith(prefix))) prefix += '_';
  return prefix;
}

/** Planners add keys and required fields to entities, never to root types; `__typename` they add everywhere. */
function isRisky(alias: string, parent: GraphQLNamedType | null | undefined, schema: GraphQLSchema): boolean {
  if (alias.startsWith('__')) return true;
  if (!isCompositeType(parent) || parent === schema.getQueryType() || parent === schema.getMutationType())
    return false;
  const types = isAbstractType(parent) ? [parent, ...schema.getPossibleTypes(parent)] : [parent];
  return types.some((type) => !isUnionType(type) && Object.hasOwn(type.getFields(), alias));
}
