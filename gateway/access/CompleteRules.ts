import {
  baseType,
  CONTEXT_VERSIONS,
  ContextSpecDefinition,
  FieldDefinition,
  InterfaceType,
  NamedSchemaElement,
  ObjectType,
  type Schema,
} from '@apollo/federation-internals';
import { Kind, parse, type SelectionSetNode } from 'graphql';
import type { AccessClause } from './AccessClause.ts';
import type { AccessRules } from './AccessRules.ts';

type FieldOwner = ObjectType | InterfaceType;

/** What a field gets from elsewhere, as `join__field` tells it. */
interface JoinedField {
  readonly graph?: string;
  readonly requires?: string;
  readonly contextArguments?: readonly { readonly context: string; readonly selection: string }[];
}

/** What each type and field demands, all that follows from other places included. */
export class CompleteRules implements AccessRules {
  readonly #schema: Schema;
  readonly #own: ReadonlyMap<string, readonly AccessClause[]>;
  readonly #fields = new Map<string, readonly AccessClause[]>();
  readonly #typesOfContext = new Map<string, string[]>();

  /** @param own - by coordinate (`Type`, `Type.field`): what stands there itself. */
  constructor(schema: Schema, own: ReadonlyMap<string, readonly AccessClause[]>) {
    this.#schema = schema;
    this.#own = own;
    const url = schema.coreFeatures?.getByIdentity(ContextSpecDefinition.identity)?.url;
    const directive = url && CONTEXT_VERSIONS.find(url.version)?.contextDirective(schema);
    for (const application of directive?.applications() ?? []) {
      const { name } = application.arguments();
      const types = this.#typesOfContext.get(name) ?? [];
      const { parent } = application;
      if (parent instanceof NamedSchemaElement) this.#typesOfContext.set(name, [...types, parent.name]);
    }
  }

  ofType(typeName: string): readonly AccessClause[] {
    return this.#own.get(typeName) ?? [];
  }

  ofField(typeName: string, fieldName: string): readonly AccessClause[] {
    const coordinate = `${typeName}.${fieldName}`;
    const known = this.#fields.get(coordinate);
    if (known !== undefined) return known;
    const clauses = new Set<AccessClause>();
    // Requirements may go in circles: what is looked at already adds nothing.
    this.#collect(typeName, fieldName, clauses, new Set());
    const complete = [...clauses];
    this.#fields.set(coordinate, complete);
    return complete;
  }

  #collect(typeName: string, fieldName: string, clauses: Set<AccessClause>, visited: Set<string>): void {
    for (const clause of this.ofType(typeName)) clauses.add(clause);
    this.#collectField(typeName, fieldName, clauses, visited);
  }

  #collectField(typeName: string, fieldName: string, clauses: Set<AccessClause>, visited: Set<string>): void {
    const coordinate = `${typeName}.${fieldName}`;
    if (visited.has(coordinate)) return;
    visited.add(coordinate);
    const add = (found: readonly AccessClause[]) => {
      for (const clause of found) clauses.add(clause);
    };
    add(this.#own.get(coordinate) ?? []);
    const type = this.#ownerOf(typeName);
    const field = type?.field(fieldName);
    if (type === undefined || !(field instanceof FieldDefinition)) return;
    if (field.type !== undefined) add(this.ofType(baseType(field.type).name));
    for (const application of field.appliedDirectivesOf('join__field')) {
      const joined: JoinedField = application.arguments();
      if (joined.graph === undefined) {
        // An interface object answers for all types of the interface: older compositions copy the field without its rules.
        for (const { name } of type.interfaces()) this.#collectField(name, fieldName, clauses, visited);
      }
      if (joined.requires !== undefined) this.#collectSet(joined.requires, typeName, clauses, visited);
      for (const { context, selection } of joined.contextArguments ?? []) {
        for (const source of this.#typesOfContext.get(context) ?? []) {
          add(this.ofType(source));
          this.#collectSet(selection, source, clauses, visited);
        }
      }
    }
  }

  #collectSet(text: string, typeName: string, clauses: Set<AccessClause>, visited: Set<string>): void {
    const source = text.trim().startsWith('{') ? text : `{${text}}`;
    const [definition] = parse(source, { noLocation: true }).definitions;
    if (definition?.kind === Kind.OPERATION_DEFINITION)
      this.#collectSelections(definition.selectionSet, typeName, clauses, visited);
  }

  #collectSelections(
    { selections }: SelectionSetNode,
    typeName: string,
    clauses: Set<AccessClause>,
    visited: Set<string>,
  ): void {
    for (const node of selections) {
      if (node.kind === Kind.FRAGMENT_SPREAD) continue;
      if (node.kind === Kind.INLINE_FRAGMENT) {
        const inner = node.typeCondition?.name.value ?? typeName;
        for (const clause of this.ofType(inner)) clauses.add(clause);
        this.#collectSelections(node.selectionSet, inner, clauses, visited);
        continue;
      }
      const type = this.#ownerOf(typeName);
      const types = type instanceof InterfaceType ? [type, ...type.possibleRuntimeTypes()] : [type];
      for (const owner of types) if (owner) this.#collect(owner.name, node.name.value, clauses, visited);
      const below = type?.field(node.name.value)?.type;
      if (node.selectionSet !== undefined && below !== undefined)
        this.#collectSelections(node.selectionSet, baseType(below).name, clauses, visited);
    }
  }

  #ownerOf(typeName: string): FieldOwner | undefined {
    const type = this.#schema.type(typeName);
    return type instanceof ObjectType || type instanceof InterfaceType ? type : undefined;
  }
}
