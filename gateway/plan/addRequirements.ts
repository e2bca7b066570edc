import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { NamedRequirements } from './NamedRequirements.ts';

/**
 * An operation that also asks for whatever its fields require and that requires something itself, each under the name
 * by which the planner takes it for ready.
 *
 * @param schema - the whole supergraph as it was before names were given.
 */
export function addRequirements(
  document: DocumentNode,
  schema: GraphQLSchema,
  named: NamedRequirements,
): DocumentNode {
  if (named.selections.size === 0) return document;
  const requirements = new Requirements(schema, named);
  const info = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(info, {
      SelectionSet: (node) => {
        const parent = info.getParentType();
        if (!parent) return undefined;
        const types = isAbstractType(parent) ? schema.getPossibleTypes(parent) : [parent];
        const added = node.selections.flatMap((field) =>
          field.kind !== Kind.FIELD
            ? []
            : types.flatMap((type) => {
                const selections = requirements.of(type.name, field.name.value);
                return selections.length === 0 ? [] : [fragment(type.name, selections, field)];
              }),
        );
        return added.length === 0 ? undefined : { ...node, selections: [...node.selections, ...added] };
      },
    }),
  );
}

class Requirements {
  readonly #schema: GraphQLSchema;
  readonly #named: NamedRequirements;

  constructor(schema: GraphQLSchema, named: NamedRequirements) {
    this.#schema = schema;
    this.#named = named;
  }

  /** What must be asked beside a field; what that requires in turn is found when it is visited. */
  of(typeName: string, fieldName: string): SelectionNode[] {
    const selectionSet = this.#named.selections.get(`${typeName}.${fieldName}`);
    return selectionSet === undefined ? [] : this.#collect(selectionSet, typeName);
  }

  #collect({ selections }: SelectionSetNode, typeName: string): SelectionNode[] {
    return selections.flatMap((node): SelectionNode[] => {
      if (node.kind === Kind.FRAGMENT_SPREAD) return [];
      if (node.kind === Kind.INLINE_FRAGMENT) {
        const inner = this.#collect(node.selectionSet, node.typeCondition?.name.value ?? typeName);
        return inner.length === 0
          ? []
          : [{ ...node, selectionSet: { kind: Kind.SELECTION_SET, selections: inner } }];
      }
      const required = this.#named.fields.get(node.name.value);
      const name = required?.name ?? node.name.value;
      if (required?.isReady) {
        return [
          {
            ...node,
            alias: node.name,
            name: { kind: Kind.NAME, value: name },
            arguments: required.arguments,
          },
        ];
      }
      if (node.selectionSet === undefined) return [];
      const inner = this.#collect(node.selectionSet, this.#typeBelow(typeName, name));
      return inner.length === 0
        ? []
        : [{ ...node, selectionSet: { kind: Kind.SELECTION_SET, selections: inner } }];
    });
  }

  #typeBelow(typeName: string, fieldName: string): string {
    const type = this.#schema.getType(typeName);
    if (!isCompositeType(type) || !('getFields' in type)) return typeName;
    return getNamedType(type.getFields()[fieldName]?.type)?.name ?? typeName;
  }
}

const fragment = (
  typeName: string,
  selections: readonly SelectionNode[],
  { directives = [] }: FieldNode,
): SelectionNode => ({
  kind: Kind.INLINE_FRAGMENT,
  typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typeName } },
  directives: directives.filter(({ name }) => name.value === 'skip' || name.value === 'include'),
  selectionSet: { kind: Kind.SELECTION_SET, selections },
});
