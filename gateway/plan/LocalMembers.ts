import {
  baseType,
  type CompositeType,
  type FieldDefinition,
  isAbstractType,
  isCompositeType,
  isFederationDirectiveDefinedInSchema,
  isUnionType,
  possibleRuntimeTypes,
  type Subgraphs,
} from '@apollo/federation-internals';
import { Kind, type OperationTypeNode, type SelectionNode } from 'graphql';

/** What each subgraph knows of the members of unions and interfaces. */
export class LocalMembers {
  readonly #subgraphs: Subgraphs;
  /** Whether two subgraphs know different members of one type. */
  readonly areUneven: boolean;

  /** @param subgraphs - as the supergraph was composed of. */
  constructor(subgraphs: Subgraphs) {
    this.#subgraphs = subgraphs;
    const seen = new Map<string, string>();
    this.areUneven = [...subgraphs].some(({ schema }) =>
      [...schema.types()].filter(isAbstractType).some((type) => {
        // No client sees the union of a subgraph's entities.
        if (type.name === '_Entity') return false;
        const members = possibleRuntimeTypes(type).map(({ name }) => name);
        const known = seen.get(type.name) ?? members.sort().join(' ');
        seen.set(type.name, known);
        return known !== members.sort().join(' ');
      }),
    );
  }

  /** The members that a subgraph knows of a type; none where the type is not abstract there. */
  of(service: string, typeName: string): readonly string[] {
    const type = this.#typeIn(service, typeName);
    return type && isAbstractType(type) ? possibleRuntimeTypes(type).map(({ name }) => name) : [];
  }

  /** The root type of a subgraph. */
  rootOf(service: string, kind: OperationTypeNode): string | undefined {
    return this.#subgraphs.get(service)?.schema.schemaDefinition.rootType(kind)?.name;
  }

  /** What a field of a subgraph leads to; `undefined` where that has no fields. */
  typeBelow(service: string, typeName: string, field: string): string | undefined {
    const type = this.#fieldIn(service, typeName, field)?.type;
    const named = type && baseType(type);
    return named && isCompositeType(named) ? named.name : undefined;
  }

  /** The type of a field in a subgraph, as SDL writes it. */
  typeOf(service: string, typeName: string, field: string): string | undefined {
    return this.#fieldIn(service, typeName, field)?.type?.toString();
  }

  /** All subgraphs, by name. */
  get services(): readonly string[] {
    return [...this.#subgraphs].map(({ name }) => name);
  }

  /** Keys of leaves by which a subgraph can be asked for a type. */
  plainKeys(service: string, typeName: string): readonly (readonly string[])[] {
    const metadata = this.#subgraphs.get(service)?.metadata();
    const type = this.#typeIn(service, typeName);
    if (metadata === undefined || type === undefined) return [];
    return type
      .appliedDirectivesOf(metadata.keyDirective())
      .map((directive) => directive.arguments())
      .filter(({ fields, resolvable }) => resolvable !== false && !String(fields).includes('{'))
      .map(({ fields }) =>
        String(fields)
          .trim()
          .split(/[\s,]+/),
      );
  }

  /** Whether a subgraph can tell all of a selection by itself and unasked for more. */
  canTell(service: string, typeName: string, node: SelectionNode): boolean {
    if (node.kind === Kind.FRAGMENT_SPREAD) return false;
    if (node.kind === Kind.INLINE_FRAGMENT) {
      const inner = node.typeCondition?.name.value ?? typeName;
      if (this.#typeIn(service, inner) === undefined) return false;
      return node.selectionSet.selections.every((child) => this.canTell(service, inner, child));
    }
    if (node.name.value === '__typename') return true;
    const field = this.#fieldIn(service, typeName, node.name.value);
    const metadata = this.#subgraphs.get(service)?.metadata();
    if (field === undefined || metadata === undefined) return false;
    if (metadata.isFieldExternal(field) || field.hasAppliedDirective(metadata.requiresDirective()))
      return false;
    // What is read from above is the planner's to find.
    const fromContext = metadata.fromContextDirective();
    if (isFederationDirectiveDefinedInSchema(fromContext)) {
      if (field.arguments().some((argument) => argument.hasAppliedDirective(fromContext))) return false;
    }
    if (this.#isMoving(typeName, node.name.value)) return false;
    const below = this.typeBelow(service, typeName, node.name.value);
    if (node.selectionSet === undefined) return below === undefined;
    return (
      below !== undefined &&
      node.selectionSet.selections.every((child) => this.canTell(service, below, child))
    );
  }

  /** Whether labels decide who tells a field: that is the planner's to know. */
  #isMoving(typeName: string, field: string): boolean {
    return [...this.#subgraphs].some((subgraph) =>
      this.#fieldIn(subgraph.name, typeName, field)
        ?.appliedDirectivesOf(subgraph.metadata().overrideDirective())
        .some((directive) => directive.arguments().label !== undefined),
    );
  }

  #typeIn(service: string, typeName: string): CompositeType | undefined {
    const type = this.#subgraphs.get(service)?.schema.type(typeName);
    return type && isCompositeType(type) ? type : undefined;
  }

  #fieldIn(service: string, typeName: string, field: string): FieldDefinition<CompositeType> | undefined {
    const type = this.#typeIn(service, typeName);
    if (type === undefined || isUnionType(type)) return undefined;
    return type.field(field);
  }
}
