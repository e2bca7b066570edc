/** Operations that the fast lane answers. */
export const fastQueries = [
  'query Named { notice }',
  '{ persons { name id } }',
  '{ persons { records { jurisdiction id note } name kind } }',
  '{ persons { records { jurisdiction note state months base more { text tags } } name } }',
  '{ persons { id records { note } score } __typename }',
  'query ($n: Int = 3) { persons(first: $n) { __typename name records { __typename jurisdiction state note } } }',
  // Entities of entities, and two subgraphs at the root.
  // Two subgraphs that know a person by different keys.
  '{ persons { score holder name grade } }',
  '{ persons { name records { note keeper { name rank } months } score } motto }',
  '{ persons { strict { note keeper { rank } } id } }',
  'query ($no: Boolean = true) { persons { name @skip(if: $no) id @include(if: $no) records { note @include(if: $no) keeper { rank @skip(if: $no) name } } } }',
];
