import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Caller } from './Caller.ts';
import { demandsOf } from './demandsOf.ts';
import { isMet } from './isMet.ts';
import type { Model } from './Model.ts';
import { membersOf } from './membersOf.ts';

/**
 * The fields of an operation that a caller may not have: a field is as strict as each type that can stand where it is
 * written.
 *
 * @param document - without named fragments.
 */
export function deniedNodes(
  document: DocumentNode,
  schema: GraphQLSchema,
  model: Model,
  caller: Caller,
): ReadonlySet<FieldNode> {
  const denied = new Set<FieldNode>();
  const possible = (type: GraphQLCompositeType) =>
    isAbstractType(type) ? schema.getPossibleTypes(type).map(({ name }) => name) : [type.name];
  const walk = ({ selections }: SelectionSetNode, type: GraphQLCompositeType, here: readonly string[]) => {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) {
        const name = node.name.value;
        // Composition makes a field of an interface as strict as all that have it, hidden ones too, wherever it is written.
        const standing = isInterfaceType(type) ? membersOf(type.name, model.abstracts) : here;
        if (standing.some((one) => demandsOf(model, one, name).some((demand) => !isMet(demand, caller))))
          denied.add(node);
        const field = 'getFields' in type ? type.getFields()[name] : undefined;
        const below = field && getNamedType(field.type);
        if (node.selectionSet && isCompositeType(below)) walk(node.selectionSet, below, possible(below));
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        const inner = node.typeCondition ? schema.getType(node.typeCondition.name.value) : type;
        if (!isCompositeType(inner)) continue;
        const left = possible(inner);
        walk(
          node.selectionSet,
          inner,
          here.filter((one) => left.includes(one)),
        );
      }
    }
  };
  for (const node of document.definitions) {
    const root = node.kind === Kind.OPERATION_DEFINITION ? schema.getRootType(node.operation) : undefined;
    if (root && node.kind === Kind.OPERATION_DEFINITION) walk(node.selectionSet, root, [root.name]);
  }
  return denied;
}
