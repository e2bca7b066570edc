import {
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { isJsonObject } from '../../execute/JsonObject.ts';
import type { ChangedEntity } from './ChangedEntity.ts';
import { SelectionsByType } from './SelectionsByType.ts';

export interface AnsweredOperation {
  /** What clients see. */
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly data: unknown;
}

/**
 * Finds the entities in an answer: objects of the types asked about, with all fields that are plain values as their key.
 *
 * Types are told by the schema, and by `__typename` where a field may have several; an object that does not say its own counts
 * as one of each type that it may have. What is dropped in vain is only asked for again.
 *
 * @param keyFields - the names of the key's fields of a type; empty for a type that does not matter.
 */
export function findChanged(
  { schema, document, operation, data }: AnsweredOperation,
  keyFields: (typename: string) => ReadonlySet<string>,
): readonly ChangedEntity[] {
  const selections = new SelectionsByType(schema, document);
  const found: ChangedEntity[] = [];
  const root = schema.getRootType(operation.operation);
  if (root) visitValue(data, new Set([root]), new Set([operation.selectionSet]));
  return found;

  function visitValue(
    value: unknown,
    declared: ReadonlySet<GraphQLNamedType>,
    sets: ReadonlySet<SelectionSetNode>,
  ): void {
    if (Array.isArray(value)) {
      for (const item of value) visitValue(item, declared, sets);
      return;
    }
    if (!isJsonObject(value)) return;
    const within = new Map<string, { types: Set<GraphQLNamedType>; sets: Set<SelectionSetNode> }>();
    for (const type of new Set([...declared].flatMap((one) => objectTypesOf(one)))) {
      const fields = selections.fieldsOf(sets, type);
      if (!isPossible(value, type, fields)) continue;
      const wanted = keyFields(type.name);
      const key: Record<string, string> = {};
      for (const [responseKey, nodes] of fields) {
        const item = value[responseKey];
        for (const { name, selectionSet } of nodes) {
          const field = type.getFields()[name.value];
          if (field === undefined) continue;
          if (selectionSet !== undefined) {
            const inner = within.get(responseKey) ?? { types: new Set(), sets: new Set() };
            within.set(responseKey, inner);
            inner.types.add(getNamedType(field.type));
            inner.sets.add(selectionSet);
          } else if (wanted.has(name.value) && (typeof item === 'string' || typeof item === 'number')) {
            key[name.value] = String(item);
          }
        }
      }
      if (Object.keys(key).length > 0) found.push({ typename: type.name, key });
    }
    // For all types at once: otherwise each level would multiply by the number of its types.
    for (const [responseKey, { types, sets: inner }] of within) visitValue(value[responseKey], types, inner);
  }

  function objectTypesOf(type: GraphQLNamedType): readonly GraphQLObjectType[] {
    if (isAbstractType(type)) return schema.getPossibleTypes(type);
    return isObjectType(type) ? [type] : [];
  }
}

/** Whether nothing says that it is of another type. */
function isPossible(
  value: Readonly<Record<string, unknown>>,
  type: GraphQLObjectType,
  fields: ReadonlyMap<string, readonly FieldNode[]>,
): boolean {
  for (const [responseKey, nodes] of fields) {
    const said = value[responseKey];
    const isTypename = nodes.every(({ name }) => name.value === '__typename');
    if (isTypename && typeof said === 'string' && said !== type.name) return false;
  }
  return true;
}
