import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
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
import type { ContextReader } from './ContextReader.ts';
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
  if (named.selections.size + named.readers.size === 0) return document;
  const requirements = new Requirements(schema, named, document);
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
        added.push(...types.flatMap((type) => requirements.readBelow(type.name, node, parent)));
        return added.length === 0 ? undefined : { ...node, selections: [...node.selections, ...added] };
      },
    }),
  );
}

class Requirements {
  readonly #schema: GraphQLSchema;
  readonly #named: NamedRequirements;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(schema: GraphQLSchema, named: NamedRequirements, { definitions }: DocumentNode) {
    this.#schema = schema;
    this.#named = named;
    this.#fragments = new Map(
      definitions.flatMap((node) =>
        node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [],
      ),
    );
  }

  /** What must be asked beside a field; what that requires in turn is found when it is visited. */
  of(typeName: string, fieldName: string): SelectionNode[] {
    const selectionSet = this.#named.selections.get(`${typeName}.${fieldName}`);
    return selectionSet === undefined ? [] : this.#collect(selectionSet, typeName);
  }

  /** What fields below read of a type that sets their context. */
  readBelow(typeName: string, selectionSet: SelectionSetNode, parent: GraphQLCompositeType): SelectionNode[] {
    if (this.#named.readers.size === 0) return [];
    const read = [...this.#readersIn(selectionSet, parent)].filter(({ setters }) => setters.has(typeName));
    return read.flatMap(({ selectionSet: { selections } }) =>
      selections.flatMap((node) => {
        if (node.kind !== Kind.INLINE_FRAGMENT || node.typeCondition?.name.value !== typeName) return [];
        return this.#collect({ kind: Kind.SELECTION_SET, selections: [node] }, typeName);
      }),
    );
  }

  #readersIn(
    set: SelectionSetNode,
    parent: GraphQLCompositeType,
    found = new Set<ContextReader>(),
    seen = new Map<SelectionSetNode, Set<string>>(),
  ): ReadonlySet<ContextReader> {
    // All types of an interface lead to the same below it: each is looked at once.
    const visited = seen.get(set) ?? new Set();
    seen.set(set, visited);
    if (visited.has(parent.name)) return found;
    visited.add(parent.name);
    const types = isAbstractType(parent) ? this.#schema.getPossibleTypes(parent) : [parent];
    for (const node of set.selections) {
      if (node.kind !== Kind.FIELD) {
        const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : this.#fragments.get(node.name.value);
        const condition = fragment?.typeCondition?.name.value;
        const inner = condition === undefined ? parent : this.#schema.getType(condition);
        if (fragment && isCompositeType(inner)) this.#readersIn(fragment.selectionSet, inner, found, seen);
        continue;
      }
      for (const type of types) {
        const coordinate = `${type.name}.${node.name.value}`;
        for (const reader of this.#named.readers.get(coordinate) ?? []) found.add(reader);
        const below = getNamedType(type.getFields()[node.name.value]?.type);
        if (node.selectionSet && isCompositeType(below)) {
          this.#readersIn(node.selectionSet, below, found, seen);
        }
      }
    }
    return found;
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
