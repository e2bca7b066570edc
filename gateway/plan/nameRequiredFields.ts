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
import type { NamedRequirements, RequiredField } from './NamedRequirements.ts';

type FieldsType = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/**
 * Gives each required field that takes arguments a name of its own per set of arguments: `@requires(fields:
 * "rate(unit: \"fen\")")` becomes `@requires(fields: "rate_required_1")`.
 *
 * `@apollo/query-planner` 2.14 knows selections by their response name alone, so that two uses of one field with
 * different arguments, a client's among them, would silently get one value.
 */
export function nameRequiredFields(document: DocumentNode): NamedRequirements {
  return new RequirementNaming(document).run();
}

class RequirementNaming {
  readonly #document: DocumentNode;
  readonly #types = new Map<string, FieldsType>();
  readonly #takenNames = new Set<string>();
  readonly #nameByUse = new Map<string, string>();
  readonly #fields = new Map<string, RequiredField>();
  readonly #needs = new Map<string, Set<string>>();
  /** New name → old name, by the type that gets the field. */
  readonly #added = new Map<string, Map<string, string>>();

  constructor(document: DocumentNode) {
    this.#document = document;
    for (const definition of document.definitions) {
      if (!isFieldsType(definition)) continue;
      this.#types.set(definition.name.value, definition);
      for (const field of definition.fields ?? []) this.#takenNames.add(field.name.value);
    }
  }

  run(): NamedRequirements {
    const renamed = new Map([...this.#types].map(([name, type]) => [name, this.#renameIn(type)]));
    if (this.#fields.size === 0) {
      return { document: this.#document, fields: this.#fields, needs: this.#needs };
    }
    const definitions = this.#document.definitions.map((definition) => {
      const type = isFieldsType(definition) ? renamed.get(definition.name.value) : undefined;
      return type === undefined ? definition : this.#withAddedFields(type);
    });
    return { document: { ...this.#document, definitions }, fields: this.#fields, needs: this.#needs };
  }

  #renameIn(type: FieldsType): FieldsType {
    const fields = (type.fields ?? []).map((field) => {
      const names = new Set<string>();
      const directives = (field.directives ?? []).map((directive) =>
        this.#renameRequires(directive, type.name.value, names),
      );
      if (names.size === 0) return field;
      this.#needs.set(`${type.name.value}.${field.name.value}`, names);
      return { ...field, directives };
    });
    return { ...type, fields };
  }

  #renameRequires(directive: ConstDirectiveNode, typeName: string, names: Set<string>): ConstDirectiveNode {
    if (directive.name.value !== 'join__field') return directive;
    const given = (directive.arguments ?? []).map((argument): ConstArgumentNode => {
      const { name, value } = argument;
      if (name.value !== 'requires' || value.kind !== Kind.STRING) return argument;
      const selectionSet = parseFields(value.value);
      const size = names.size;
      const renamed = selectionSet && this.#renameSelections(selectionSet, typeName, names);
      if (renamed === undefined || names.size === size) return argument;
      return { ...argument, value: { kind: Kind.STRING, value: renamed.selections.map(print).join(' ') } };
    });
    return { ...directive, arguments: given };
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
    if ((definition.arguments ?? []).length === 0) return selected;
    const name = this.#nameFor(node);
    names.add(name);
    this.#add(typeName, name, node.name.value);
    return { ...selected, name: { kind: Kind.NAME, value: name }, arguments: [] };
  }

  #nameFor({ name: { value: field }, arguments: given = [] }: FieldNode): string {
    const use = `${field}(${given.map(print).sort().join(' ')})`;
    const known = this.#nameByUse.get(use);
    if (known !== undefined) return known;
    let count = 1;
    while (this.#takenNames.has(`${field}_required_${count}`)) count++;
    const name = `${field}_required_${count}`;
    this.#takenNames.add(name);
    this.#nameByUse.set(use, name);
    // Field sets of directives have no variables: their arguments are constants.
    const constants = given.filter((argument): argument is ConstArgumentNode => 'value' in argument);
    this.#fields.set(name, { name: field, arguments: constants });
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
    const added = [...(this.#added.get(type.name.value) ?? [])].flatMap(([name, oldName]) => {
      const original = type.fields?.find((field) => field.name.value === oldName);
      const needs = this.#needs.get(`${type.name.value}.${oldName}`);
      if (needs !== undefined) this.#needs.set(`${type.name.value}.${name}`, needs);
      return original
        ? [{ ...original, name: { kind: Kind.NAME, value: name } as const, arguments: [] }]
        : [];
    });
    return { ...type, fields: [...(type.fields ?? []), ...added] };
  }

  #fieldOf(typeName: string, name: string): FieldDefinitionNode | undefined {
    return this.#types.get(typeName)?.fields?.find((field) => field.name.value === name);
  }
}

function isFieldsType(node: DocumentNode['definitions'][number]): node is FieldsType {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

function parseFields(fields: string): SelectionSetNode | undefined {
  const [definition] = parse(`{${fields}}`, { noLocation: true }).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet : undefined;
}

const namedType = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
