import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { isJsonObject } from '../../execute/JsonObject.ts';
import type { ChangedEntity } from './ChangedEntity.ts';

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
 * Types are told by the schema, and by `__typename` where a field may have several; without it such an object is not looked at.
 *
 * @param keyFields - the names of the key's fields of a type; empty for a type that does not matter.
 */
export function findChanged(
  { schema, document, operation, data }: AnsweredOperation,
  keyFields: (typename: string) => ReadonlySet<string>,
): readonly ChangedEntity[] {
  const fragments = new Map(
    document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
  const found: ChangedEntity[] = [];
  const root = schema.getRootType(operation.operation)?.name;
  if (root !== undefined) visitObject(data, root, [operation.selectionSet]);
  return found;

  function visitValue(value: unknown, declared: string, selections: readonly SelectionSetNode[]): void {
    if (Array.isArray(value)) {
      for (const item of value) visitValue(item, declared, selections);
      return;
    }
    visitObject(value, declared, selections);
  }

  function visitObject(value: unknown, declared: string, selections: readonly SelectionSetNode[]): void {
    if (!isJsonObject(value)) return;
    const typename = isAbstractType(schema.getType(declared)) ? typenameIn(value, selections) : declared;
    const type = schema.getType(typename ?? '');
    if (!isObjectType(type)) return;
    const wanted = keyFields(type.name);
    const key: Record<string, string> = {};
    for (const [responseKey, nodes] of fieldsOf(selections, type.name)) {
      const name = nodes[0]?.name.value ?? '';
      const field = type.getFields()[name];
      const inner = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
      const item = value[responseKey];
      if (field !== undefined && inner.length > 0) visitValue(item, getNamedType(field.type).name, inner);
      else if (wanted.has(name) && (typeof item === 'string' || typeof item === 'number')) {
        key[name] = String(item);
      }
    }
    if (Object.keys(key).length > 0) found.push({ typename: type.name, key });
  }

  function typenameIn(
    value: Readonly<Record<string, unknown>>,
    selections: readonly SelectionSetNode[],
  ): string | null {
    for (const node of selections.flatMap((set) => set.selections)) {
      if (node.kind !== Kind.FIELD || node.name.value !== '__typename') continue;
      const typename = value[node.alias?.value ?? '__typename'];
      return typeof typename === 'string' ? typename : null;
    }
    return null;
  }

  function fieldsOf(
    selections: readonly SelectionSetNode[],
    typename: string,
  ): ReadonlyMap<string, FieldNode[]> {
    const fields = new Map<string, FieldNode[]>();
    const add = (node: SelectionNode): void => {
      if (node.kind === Kind.FIELD) {
        const responseKey = node.alias?.value ?? node.name.value;
        fields.set(responseKey, [...(fields.get(responseKey) ?? []), node]);
        return;
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      const condition = fragment?.typeCondition?.name.value ?? typename;
      if (fragment !== undefined && meets(typename, condition)) fragment.selectionSet.selections.forEach(add);
    };
    for (const { selections: nodes } of selections) nodes.forEach(add);
    return fields;
  }

  function meets(typename: string, condition: string): boolean {
    if (typename === condition) return true;
    const [type, abstract] = [schema.getType(typename), schema.getType(condition)];
    return isObjectType(type) && isAbstractType(abstract) && schema.isSubType(abstract, type);
  }
}
