/** Questions about the schema itself, to stand among fields of `Query`. */
export const introspections: readonly string[] = [
  '__schema { queryType { name } mutationType { name fields { name } } types { name kind } }',
  '__schema { directives { name locations args { name defaultValue } } }',
  'ant: __type(name: "Ant") { kind name interfaces { name } fields { name type { kind name ofType { kind name } } args { name defaultValue } } }',
  'item: __type(name: "Item") { __typename kind possibleTypes { name } fields(includeDeprecated: true) { name } }',
  'span: __type(name: "Span") { inputFields { name defaultValue } }',
  'tone: __type(name: "Tone") { enumValues { name } }',
  'nothing: __type(name: "Nothing") { name }',
];
