import { type DirectiveNode, type DocumentNode, Kind } from 'graphql';

/** Context → object types that set it, by themselves or as members of what does. */
export function readContextSetters({ definitions }: DocumentNode): ReadonlyMap<string, ReadonlySet<string>> {
  const members = new Map<string, string[]>();
  for (const definition of definitions) {
    if (definition.kind === Kind.UNION_TYPE_DEFINITION)
      members.set(
        definition.name.value,
        (definition.types ?? []).map(({ name }) => name.value),
      );
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    members.set(definition.name.value, [definition.name.value]);
  }
  for (const definition of definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const { name } of definition.interfaces ?? [])
      members.set(name.value, [...(members.get(name.value) ?? []), definition.name.value]);
  }
  const setters = new Map<string, Set<string>>();
  for (const definition of definitions) {
    if (!('directives' in definition) || !('name' in definition)) continue;
    for (const directive of definition.directives ?? []) {
      const context = directive.name.value === 'context' ? nameOf(directive) : undefined;
      if (context === undefined) continue;
      const known = setters.get(context) ?? new Set();
      for (const type of members.get(definition.name?.value ?? '') ?? []) known.add(type);
      setters.set(context, known);
    }
  }
  return setters;
}

function nameOf({ arguments: given = [] }: DirectiveNode): string | undefined {
  const value = given.find(({ name }) => name.value === 'name')?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}
