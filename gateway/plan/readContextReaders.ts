import { type ConstDirectiveNode, type DocumentNode, Kind } from 'graphql';
import { readContextSetters } from './readContextSetters.ts';

/** Fields that read a context, by coordinate (`Type.field`) → object types that set it. */
export function readContextReaders(supergraph: DocumentNode): ReadonlyMap<string, ReadonlySet<string>> {
  const setters = readContextSetters(supergraph);
  const readers = new Map<string, ReadonlySet<string>>();
  if (setters.size === 0) return readers;
  for (const type of supergraph.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const { name, directives = [] } of type.fields ?? []) {
      const types = directives.flatMap(contextsOf).flatMap((context) => [...(setters.get(context) ?? [])]);
      if (types.length > 0) readers.set(`${type.name.value}.${name.value}`, new Set(types));
    }
  }
  return readers;
}

function contextsOf({ name, arguments: given = [] }: ConstDirectiveNode): readonly string[] {
  const list = given.find((argument) => argument.name.value === 'contextArguments')?.value;
  if (name.value !== 'join__field' || list?.kind !== Kind.LIST) return [];
  return list.values
    .flatMap((value) => (value.kind === Kind.OBJECT ? value.fields : []))
    .flatMap(({ name: key, value }) =>
      key.value === 'context' && value.kind === Kind.STRING ? [value.value] : [],
    );
}
