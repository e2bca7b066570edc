import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { renderExplanation } from '../../../cli/renderExplanation.ts';
import { type ExplainRequest, explainOperation } from '../../../gateway/explain/explainOperation.ts';
import { findSchemaFolder } from '../../../schema/findSchemaFolder.ts';
import { composeTest } from '../../support/composeTest.ts';
import { federationLink } from '../../support/federationLink.ts';

const supergraphSdl = composeTest([
  {
    name: 'people',
    url: 'http://people.invalid/graphql',
    sdl: `${federationLink} type Query { me: Person  news: String }
      type Subscription { moved: Person }
      type Person @key(fields: "id") { id: ID! name: String }`,
  },
  {
    name: 'funds',
    url: 'http://funds.invalid/graphql',
    sdl: `${federationLink} type Person @key(fields: "id") { id: ID! fund: Int }`,
  },
  {
    name: 'insurance',
    url: 'http://insurance.invalid/graphql',
    sdl: `${federationLink} type Person @key(fields: "id") { id: ID! insured: Boolean }`,
  },
]);

const explain = async (text: string, request: Partial<ExplainRequest> = {}) =>
  renderExplanation(await explainOperation({ supergraphSdl, text, ...request }), 'op.graphql');

it('draws what is asked of whom, in which order, and where there is one call to each jurisdiction', async () => {
  const partitions = { file: 'partitions.yaml', text: 'funds: { "43": "http://one.invalid/43/graphql" }' };

  expect(await explain('query Page { me { name fund insured } }', { partitions })).toBe(
    [
      'query Page: 3 fetches; cost 1',
      'lane: fast (once it is known, where fastLane is on)',
      'one after the other',
      '├─ people: me',
      '└─ at the same time',
      '   ├─ insurance: insured of Person at me',
      '   └─ funds: fund of Person at me, one call to each jurisdiction',
    ].join('\n'),
  );
});

it('draws conditions, subscriptions, and operations that nobody is asked for', async () => {
  expect(await explain('query A($more: Boolean!) { news me @include(if: $more) { fund } }')).toContain(
    'if $more',
  );
  expect(await explain('subscription { moved { fund } }')).toBe(
    'subscription: 2 fetches; cost 1\nlane: general (no query)\nevents come from people; for each of them:\nfunds: fund of Person at moved',
  );
  expect(await explain('{ __typename }')).toBe(
    'query: 0 fetches; cost 0\nlane: general (nobody is asked)\nno subgraph is asked',
  );
});

it('knows by their types which entities of ours are asked for at places, without a partitions file', async () => {
  const own = await readFile(join(findSchemaFolder(), 'supergraph.graphql'), 'utf8');
  const text = '{ me { housingFund { centerName } } }';

  const explained = await explain(text, { supergraphSdl: own });

  expect(explained).toContain(', one call to each jurisdiction');
});

it('says by which lane it would be run, and why', async () => {
  expect(await explain('{ news }')).toBe(
    'query: 1 fetch; cost 0\nlane: fast (once it is known, where fastLane is on)\npeople: news',
  );
  expect(await explain('query A($no: Boolean!) { news @skip(if: $no) }')).toContain('lane: fast');
  expect(await explain('{ __schema { queryType { name } } }')).toContain('lane: general (');
});

it.each([
  [
    'every error with its place',
    '{\n  nothing\n  me { nobody }\n}',
    'op.graphql:2:3: Cannot query field "nothing" on type "Query". [GRAPHQL_VALIDATION_FAILED]\n' +
      'op.graphql:3:8: Cannot query field "nobody" on type "Person". [GRAPHQL_VALIDATION_FAILED]',
  ],
  [
    'what cannot be read',
    '{ me {',
    'op.graphql:1:7: Syntax Error: Expected Name, found <EOF>. [GRAPHQL_PARSE_FAILED]',
  ],
  [
    'what is too costly',
    `{ ${Array.from({ length: 300 }, (_, index) => `a${index}: news`).join(' ')} }`,
    'op.graphql: An operation may have 250 root fields at most [OPERATION_TOO_COSTLY]',
  ],
  [
    'a document that does not say which operation is meant',
    'query A { news } query B { news }',
    'op.graphql: The document does not hold exactly one operation, and operationName does not choose one [OPERATION_RESOLUTION_FAILURE]',
  ],
])('refuses, as the gateway does, and names %s', async (_, text, expected) => {
  expect(await explain(text)).toBe(expected);
});

it('a supergraph that is none is not taken for a broken operation', async () => {
  await expect(explainOperation({ supergraphSdl: '{', text: '{ me { name } }' })).rejects.toThrow(
    'the supergraph cannot be used: Syntax Error: Expected Name, found <EOF>.',
  );
});
