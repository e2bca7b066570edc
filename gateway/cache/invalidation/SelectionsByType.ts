import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** Finds what a client's document selects of objects of one type, whatever fragments it stands in. */
export class SelectionsByType {
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** A list has many objects with the same selections. */
  readonly #known = new WeakMap<
    ReadonlySet<SelectionSetNode>,
    Map<GraphQLObjectType, ReadonlyMap<string, readonly FieldNode[]>>
  >();

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    this.#schema = schema;
    this.#fragments = new Map(
      document.definitions
        .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
        .map((node) => [node.name.value, node]),
    );
  }

  /** @returns response key → its nodes; skipped ones, too. */
  fieldsOf(
    sets: ReadonlySet<SelectionSetNode>,
    type: GraphQLObjectType,
  ): ReadonlyMap<string, readonly FieldNode[]> {
    const byType = this.#known.get(sets) ?? new Map<GraphQLObjectType, ReadonlyMap<string, FieldNode[]>>();
    this.#known.set(sets, byType);
    const known = byType.get(type);
    if (known !== undefined) return known;
    const fields = new Map<string, FieldNode[]>();
    // Each fragment once: they may name each other many times over.
    const seen = new Set<string>();
    const add = (node: SelectionNode): void => {
      if (node.kind === Kind.FIELD) {
        const responseKey = node.alias?.value ?? node.name.value;
        fields.set(responseKey, [...(fields.get(responseKey) ?? []), node]);
        return;
      }
      const isSpread = node.kind === Kind.FRAGMENT_SPREAD;
      if (isSpread && seen.has(node.name.value)) return;
      if (isSpread) seen.add(node.name.value);
      const fragment = isSpread ? this.#fragments.get(node.name.value) : node;
      if (fragment !== undefined && this.#meets(type, fragment.typeCondition?.name.value)) {
        fragment.selectionSet.selections.forEach(add);
      }
    };
    for (const { selections } of sets) selections.forEach(add);
    byType.set(type, fields);
    return fields;
  }

  #meets(type: GraphQLObjectType, condition = type.name): boolean {
    if (type.name === condition) return true;
    const abstract = this.#schema.getType(condition);
    return isAbstractType(abstract) && this.#schema.isSubType(abstract, type);
  }
}
