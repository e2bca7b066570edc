import {
  type ConstDirectiveNode,
  DirectiveLocation,
  type DocumentNode,
  Kind,
  type SchemaDefinitionNode,
} from 'graphql';

/** Where clients may write a directive. */
const EXECUTABLE: ReadonlySet<string> = new Set([
  DirectiveLocation.QUERY,
  DirectiveLocation.MUTATION,
  DirectiveLocation.SUBSCRIPTION,
  DirectiveLocation.FIELD,
  DirectiveLocation.FRAGMENT_DEFINITION,
  DirectiveLocation.FRAGMENT_SPREAD,
  DirectiveLocation.INLINE_FRAGMENT,
  DirectiveLocation.VARIABLE_DEFINITION,
]);

/**
 * A supergraph without the links that bring a directive for clients.
 *
 * `@apollo/federation-internals` 2.14 leaves out of the API schema whatever was linked, also a directive that its owners
 * composed (`@composeDirective`) for operations. What is not linked is kept like any other executable directive.
 */
export function keepExecutableDirectives(document: DocumentNode): DocumentNode {
  const executable = new Set(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.DIRECTIVE_DEFINITION &&
      definition.locations.some(({ value }) => EXECUTABLE.has(value))
        ? [`@${definition.name.value}`]
        : [],
    ),
  );
  if (executable.size === 0) return document;
  const isKept = (link: ConstDirectiveNode) => !bringsOne(link, executable);
  return {
    ...document,
    definitions: document.definitions.map((definition) =>
      definition.kind === Kind.SCHEMA_DEFINITION ? withLinks(definition, isKept) : definition,
    ),
  };
}

function withLinks(
  definition: SchemaDefinitionNode,
  isKept: (link: ConstDirectiveNode) => boolean,
): SchemaDefinitionNode {
  return { ...definition, directives: (definition.directives ?? []).filter(isKept) };
}

/** A link with a purpose is for the gateway itself. */
function bringsOne(link: ConstDirectiveNode, executable: ReadonlySet<string>): boolean {
  const given = new Map((link.arguments ?? []).map(({ name, value }) => [name.value, value]));
  const imported = given.get('import');
  if (link.name.value !== 'link' || given.has('for') || imported?.kind !== Kind.LIST) return false;
  return imported.values.some((value) => {
    if (value.kind === Kind.STRING) return executable.has(value.value);
    if (value.kind !== Kind.OBJECT) return false;
    // `{ name, as }`: what it is called here is the last that is said.
    const names = new Map(value.fields.map((field) => [field.name.value, field.value]));
    const name = names.get('as') ?? names.get('name');
    return name?.kind === Kind.STRING && executable.has(name.value);
  });
}
