import {
  type ConstArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';
import { addReadyFields } from './addReadyFields.ts';
import { addReadyGraph } from './addReadyGraph.ts';
import type { ContextReader } from './ContextReader.ts';
import type { NamedRequirements } from './NamedRequirements.ts';
import { nameContextFields } from './nameContextFields.ts';
import type { RequiredField } from './RequiredField.ts';
import { readContextSetters } from './readContextSetters.ts';

type FieldsType = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/**
 * Gives required fields names of their own where `@apollo/query-planner` 2.14 would silently plan for wrong values.
 *
 * - A field that takes arguments gets a name per set of arguments: the planner knows selections by their response name
 *   alone, so that two uses of one field, a client's among them, would get one value. `@requires(fields: "rate(unit:
 *   \"fen\")")` becomes `@requires(fields: "rate_required_1")`.
 * - A leaf that itself requires something gets a name under which it seems to be at hand: the planner may lose what it
 *   requires, where the chain comes back to a subgraph (`FetchGroup.canMergeChildIn` does not look at inputs).
 *
 * What a context is read of (`@fromContext`) is required too.
 */
export function nameRequiredFields(document: DocumentNode): NamedRequirements {
  return new RequirementNaming(document).run();
}

class RequirementNaming {
  readonly #document: DocumentNode;
  readonly #types = new Map<string, FieldsType>();
  readonly #composites = new Set<string>();
  readonly #takenNames = new Set<string>();
  readonly #nameByUse = new Map<string, string>();
  readonly #fields = new Map<string, RequiredField>();
  readonly #needs = new Map<string, Set<string>>();
  readonly #selections = new Map<string, SelectionSetNode>();
  readonly #readers = new Map<string, readonly ContextReader[]>();
  readonly #setters: ReadonlyMap<string, ReadonlySet<string>>;
  /** New name → old name, by the type that gets the field. */
  readonly #added = new Map<string, Map<string, string>>();

  constructor(document: DocumentNode) {
    this.#document = document;
    this.#setters = readContextSetters(document);
    for (const definition of document.definitions) {
      if (definition.kind === Kind.UNION_TYPE_DEFINITION) this.#composites.add(definition.name.value);
      if (!isFieldsType(definition)) continue;
      this.#composites.add(definition.name.value);
      this.#types.set(definition.name.value, definition);
      for (const field of definition.fields ?? []) this.#takenNames.add(field.name.value);
    }
  }

  run(): NamedRequirements {
    const renamed = new Map([...this.#types].map(([name, type]) => [name, this.#renameIn(type)]));
    const [fields, needs, selections, readers] = [this.#fields, this.#needs, this.#selections, this.#readers];
    if (fields.size === 0) return { document: this.#document, fields, needs, selections, readers };
    const hasReady = [...fields.values()].some(({ isReady }) => isReady);
    const definitions = this.#document.definitions.map((definition) => {
      const isGraphs =
        definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph';
      if (isGraphs) return hasReady ? addReadyGraph(definition) : definition;
      const type = isFieldsType(definition) ? renamed.get(definition.name.value) : undefined;
      return type === undefined ? definition : this.#withAddedFields(type);
    });
    return { document: { ...this.#document, definitions }, fields, needs, selections, readers };
  }

  #renameIn(type: FieldsType): FieldsType {
    const fields = (type.fields ?? []).map((field) => {
      const coordinate = `${type.name.value}.${field.name.value}`;
      const names = new Set<string>();
      const readers: ContextReader[] = [];
      const directives = (field.directives ?? []).map((node) =>
        nameContextFields(
          this.#renameRequires(node, type, coordinate, names),
          this.#setters,
          (...given) => this.#renameSelections(...given),
          readers,
        ),
      );
      if (names.size > 0) this.#needs.set(coordinate, names);
      if (readers.length > 0) this.#readers.set(coordinate, readers);
      return names.size + readers.length === 0 ? field : { ...field, directives };
    });
    return { ...type, fields };
  }

  #renameRequires(
    directive: ConstDirectiveNode,
    type: FieldsType,
    coordinate: string,
    names: Set<string>,
  ): ConstDirectiveNode {
    const argument = requiresOf(directive);
    if (argument === undefined) return directive;
    const own = new Set<string>();
    const renamed = this.#renameSelections(argument.selectionSet, type.name.value, own);
    if (own.size === 0) return directive;
    for (const name of own) names.add(name);
    if ([...own].some((name) => this.#fields.get(name)?.isReady)) {
      const selections = [...(this.#selections.get(coordinate)?.selections ?? []), ...renamed.selections];
      this.#selections.set(coordinate, { kind: Kind.SELECTION_SET, selections });
    }
    const value = { kind: Kind.STRING, value: renamed.selections.map(print).join(' ') } as const;
    const given = directive.arguments?.map((node) => (node === argument.node ? { ...node, value } : node));
    return { ...directive, ...(given && { arguments: given }) };
  }

  #renameSelections(selectionSet: SelectionSetNode, typeName: string, names: Set<string>): SelectionSetNode {
    const selections = selectionSet.selections.map((node) => {
      if (node.kind === Kind.INLINE_FRAGMENT) {
        const inner = node.typeCondition?.name.value ?? typeName;
        return { ...node, selectionSet: this.#renameSelections(node.selectionSet, inner, names) };
      }
      return node.kind === Kind.FIELD ? this.#renameField(node, typeName, names) : node;
    });
    return { ...selectionSet, selections };
  }

  #renameField(node: FieldNode, typeName: string, names: Set<string>): FieldNode {
    const definition = this.#fieldOf(typeName, node.name.value);
    if (definition === undefined) return node;
    const below =
      node.selectionSet && this.#renameSelections(node.selectionSet, namedType(definition.type), names);
    const selected = below === undefined ? node : { ...node, selectionSet: below };
    const isReady = this.#isReady(typeName, definition);
    if (!isReady && (definition.arguments ?? []).length === 0) return selected;
    const name = this.#nameFor(node, isReady);
    names.add(name);
    this.#add(typeName, name, node.name.value);
    return { ...selected, name: { kind: Kind.NAME, value: name }, arguments: [] };
  }

  #isReady(typeName: string, field: FieldDefinitionNode): boolean {
    return (
      this.#types.get(typeName)?.kind === Kind.OBJECT_TYPE_DEFINITION &&
      !this.#composites.has(namedType(field.type)) &&
      (field.directives ?? []).some((directive) => requiresOf(directive) !== undefined)
    );
  }

  #nameFor({ name: { value: field }, arguments: given = [] }: FieldNode, isReady: boolean): string {
    const use = `${isReady} ${field}(${given.map(print).sort().join(' ')})`;
    const known = this.#nameByUse.get(use);
    if (known !== undefined) return known;
    let count = 1;
    while (this.#takenNames.has(`${field}_required_${count}`)) count++;
    const name = `${field}_required_${count}`;
    this.#takenNames.add(name);
    this.#nameByUse.set(use, name);
    // Field sets of directives have no variables: their arguments are constants.
    const constants = given.filter((argument): argument is ConstArgumentNode => 'value' in argument);
    this.#fields.set(name, { name: field, arguments: constants, isReady });
    return name;
  }

  /** The type, and every type that implements it, gets the field under its new name too. */
  #add(typeName: string, name: string, oldName: string): void {
    for (const type of this.#types.values()) {
      const isMeant =
        type.name.value === typeName ||
        type.interfaces?.some((implemented) => implemented.name.value === typeName);
      if (!isMeant || this.#fieldOf(type.name.value, oldName) === undefined) continue;
      const added = this.#added.get(type.name.value) ?? new Map<string, string>();
      this.#added.set(type.name.value, added.set(name, oldName));
    }
  }

  #withAddedFields(type: FieldsType): FieldsType {
    const ready: FieldDefinitionNode[] = [];
    const others: FieldDefinitionNode[] = [];
    for (const [name, oldName] of this.#added.get(type.name.value) ?? []) {
      const original = type.fields?.find((field) => field.name.value === oldName);
      if (original === undefined) continue;
      const needs = this.#needs.get(`${type.name.value}.${oldName}`);
      const isReady = this.#fields.get(name)?.isReady === true;
      if (needs !== undefined && !isReady) this.#needs.set(`${type.name.value}.${name}`, needs);
      const copy = { ...original, name: { kind: Kind.NAME, value: name } as const, arguments: [] };
      (isReady ? ready : others).push(copy);
    }
    const extended: FieldsType = { ...type, fields: [...(type.fields ?? []), ...others] };
    return ready.length > 0 && extended.kind === Kind.OBJECT_TYPE_DEFINITION
      ? addReadyFields(extended, ready)
      : extended;
  }

  #fieldOf(typeName: string, name: string): FieldDefinitionNode | undefined {
    return this.#types.get(typeName)?.fields?.find((field) => field.name.value === name);
  }
}

function isFieldsType(node: DocumentNode['definitions'][number]): node is FieldsType {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

function requiresOf(
  directive: ConstDirectiveNode,
): { readonly node: ConstArgumentNode; readonly selectionSet: SelectionSetNode } | undefined {
  if (directive.name.value !== 'join__field') return undefined;
  const node = directive.arguments?.find(({ name }) => name.value === 'requires');
  if (node?.value.kind !== Kind.STRING) return undefined;
  const [definition] = parse(`{${node.value.value}}`, { noLocation: true }).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION
    ? { node, selectionSet: definition.selectionSet }
    : undefined;
}

const namedType = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
