import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded } from '../isIncluded.ts';
import type { JsonObject } from '../JsonObject.ts';

/** What all selections of an operation are read against. */
export interface OperationScope {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Keys of fields in merged data, where they are not the client's. */
  readonly aliases: ReadonlyMap<FieldNode, string>;
  /** Types whose objects may not be named to this kind of caller; `null` where all may. */
  readonly deniedTypes: ReadonlySet<string> | null;
}

/** What a selection is read against. */
export interface SelectionScope extends OperationScope {
  /** Values of the variables in `@skip` and `@include`. */
  readonly conditions: Readonly<JsonObject>;
}

/**
 * The fields asked of one type, by response key in the operation's order.
 *
 * @see GraphQL specification, CollectFields; here the type may also be an interface whose real type is not known.
 */
export function collectFields(
  type: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
  scope: SelectionScope,
): ReadonlyMap<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const visited = new Set<string>();
  const collect = (selectionSet: SelectionSetNode): void => {
    for (const node of selectionSet.selections) {
      if (!isIncluded(node.directives, scope.conditions)) continue;
      if (node.kind === Kind.FIELD) {
        const key = node.alias?.value ?? node.name.value;
        const known = fields.get(key);
        if (known === undefined) fields.set(key, [node]);
        else known.push(node);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        if (applies(node.typeCondition?.name.value, type, scope)) collect(node.selectionSet);
      } else if (!visited.has(node.name.value)) {
        visited.add(node.name.value);
        const fragment = scope.fragments.get(node.name.value);
        if (fragment && applies(fragment.typeCondition.name.value, type, scope))
          collect(fragment.selectionSet);
      }
    }
  };
  for (const selectionSet of selectionSets) collect(selectionSet);
  return fields;
}

function applies(
  condition: string | undefined,
  type: GraphQLCompositeType,
  { schema }: SelectionScope,
): boolean {
  if (condition === undefined || condition === type.name) return true;
  const conditionType = schema.getType(condition);
  if (!isAbstractType(conditionType)) return false;
  return (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(conditionType, type);
}
