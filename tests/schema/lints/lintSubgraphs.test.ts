import { expect, it } from 'vitest';
import { composeSupergraph } from '../../../schema/composeSupergraph.ts';
import { findSchemaFolder } from '../../../schema/findSchemaFolder.ts';
import { lintSubgraphs } from '../../../schema/lints/lintSubgraphs.ts';
import { readSubgraphs } from '../../../schema/readSubgraphs.ts';
import { validSubgraphs } from './validSubgraphs.ts';
import { withPartitionLink } from './withPartitionLink.ts';

const toSources = (bodies: Readonly<Record<string, string>>) =>
  Object.entries(bodies).map(([name, body]) => ({
    name,
    sdl: withPartitionLink(body),
    url: 'http://tongban.invalid',
  }));

it('finds nothing in the valid pair that the other tests build on, and the pair composes', () => {
  const sources = toSources(validSubgraphs);

  expect(lintSubgraphs(sources)).toEqual([]);
  expect(composeSupergraph(sources).errors).toBeUndefined();
});

it("finds nothing in this project's own subgraphs", async () => {
  expect(lintSubgraphs(await readSubgraphs(findSchemaFolder()))).toEqual([]);
});

it('runs every rule, and every finding says in one line what is wrong and how to mend it', () => {
  const findings = lintSubgraphs([
    ...toSources({
      'housing-fund': `
        type Query { center: String }
        type A @key(fields: "holderId") @partition(by: "place") @shareable {
          holderId: ID!
          place: String
          far: A
          near: String @local
          b: B @local
          state: State! @override(from: "people")
          total: String @requires(fields: "fee(in: 1)")
          fee(in: Int): String @external
        }
        type B @key(fields: "code") { code: ID! }
        enum State { ACTIVE }
      `,
      'social-insurance': `
        type A @key(fields: "holderId") @partition(by: "holderId") { holderId: ID! identity: String }
        type B @key(fields: "code") @partition(by: "code") { code: ID! asOf: DateTime }
      `,
      people: 'type Query { a: A! } type A { place: String }',
    }),
    {
      name: 'medical',
      url: 'http://tongban.invalid',
      sdl: `
        directive @partition(by: String!) on OBJECT
        type C @key(fields: "code") @partition(by: "code") { code: ID! }
      `,
    },
  ]);

  expect([...new Set(findings.map(({ lint }) => lint))]).toEqual([
    'partition-link',
    'partitioned-entity',
    'partition-key',
    'partition-field',
    'partition-agreement',
    'no-root-fields',
    'nullable-field',
    'no-shareable',
    'local-missing',
    'local-meaning',
    'foreign-reference',
    'stub',
    'stub-reference',
    'unroutable-directive',
    'requires-arguments',
    'as-of',
    'sealed-identity',
    'enum-unknown',
    'description',
  ]);
  for (const { message } of findings) expect(message).toMatch(/^[^\n;]+; [^\n]+$/);
});

it('leaves a subgraph that does not parse to composition', () => {
  expect(lintSubgraphs([{ name: 'people', sdl: 'type', url: 'http://tongban.invalid' }])).toEqual([]);
});
