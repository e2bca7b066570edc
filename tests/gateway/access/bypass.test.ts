import { buildSubgraphSchema } from '@apollo/subgraph';
import fc from 'fast-check';
import {
  type FormattedExecutionResult,
  type GraphQLSchema,
  getOperationAST,
  graphql,
  parse,
  validate,
} from 'graphql';
import { expect, it } from 'vitest';
import { ConfiguredPolicies } from '../../../gateway/access/ConfiguredPolicies.ts';
import { TongbanGateway } from '../../../gateway/TongbanGateway.ts';
import { composeTest } from '../../support/composeTest.ts';
import { CANARY, callerWith, vault } from './vaultWorld.ts';

/** Fixed, so that a run says something about the code and not about luck; fast-check prints it when it fails. */
const seed = Number(process.env['GENERATED_SEED'] ?? 2_511);

const schemas: Readonly<Record<string, GraphQLSchema>> = Object.fromEntries(
  Object.entries(vault).map(([name, { sdl, resolvers }]) => [
    name,
    buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: Object(resolvers) }),
  ]),
);
const sent: string[] = [];

const gateway = new TongbanGateway({
  supergraphSdl: composeTest(Object.entries(vault).map(([name, { sdl }]) => ({ name, sdl, url: name }))),
  policies: new ConfiguredPolicies({ codes: [{ scope: 'coder' }] }),
  client: {
    send: async ({ service, query, variables: variableValues }) => {
      sent.push(query);
      const schema = schemas[service];
      if (schema === undefined) throw new Error(`no ${service}`);
      return JSON.parse(JSON.stringify(await graphql({ schema, source: query, variableValues })));
    },
  },
});
let apiSchema: GraphQLSchema | undefined;
gateway.onSchemaLoadOrUpdate((loaded) => {
  apiSchema = loaded.apiSchema;
});
const loading = gateway.load({ apollo: {} });

type Caller = ReturnType<typeof callerWith> | null;

/** Said once more, in other words than the gateway's: who may have the fields of these names. */
const mayHave: Readonly<Record<string, (has: (scope: string) => boolean, caller: Caller) => boolean>> = {
  hidden: (_, caller) => caller !== null,
  must: (_, caller) => caller !== null,
  content: (_, caller) => caller !== null,
  weight: (_, caller) => caller !== null,
  safe: (_, caller) => caller !== null,
  price: (has) => has('chief') || (has('clerk') && has('audit')),
  offer: (has) => has('chief') || (has('clerk') && has('audit')),
  reserve: (has) => has('clerk'),
  code: (has) => has('coder'),
  grade: (has) => has('grades'),
};

const callers: fc.Arbitrary<Caller> = fc.oneof(
  fc.constant(null),
  fc.subarray(['clerk', 'audit', 'chief', 'coder', 'grades']).map((scopes) => callerWith(...scopes)),
);

const several = (field: fc.Arbitrary<string>) =>
  fc.array(field, { minLength: 1, maxLength: 4 }).map((fields) => fields.join(' '));

const FRAGMENTS = `
  fragment OnNode on Node { title reserve ...OnBook }
  fragment OnBook on Book { secret: price self { ...Leaves } }
  fragment Leaves on Book { code grade @include(if: $yes) label }
  fragment OnNamed on Named { title ... on Node { label } ... on Film { reserve } }
  fragment OnStuff on Stuff { __typename ... on Safe { content w: weight } ...OnNamed }`;

const { root } = fc.letrec<{ root: string; book: string; node: string; named: string; stuff: string }>(
  (tie) => ({
    root: several(
      fc.oneof(
        fc.constantFrom(
          'open',
          'hidden',
          'open: hidden',
          '... on Query { again: hidden }',
          '... @skip(if: $yes) { hidden }',
        ),
        tie('book').map((set) => `book { ${set} }`),
        tie('book').map((set) => `strict { ${set} }`),
        tie('book').map((set) => `books { ${set} }`),
        tie('node').map((set) => `nodes { ${set} }`),
        tie('named').map((set) => `named { ${set} }`),
        tie('stuff').map((set) => `stuff { ${set} }`),
        fc.constant('safe { content weight }'),
      ),
    ),
    book: several(
      fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom(
          'id',
          'title',
          'label',
          'price',
          'title2: price',
          'id2: code',
          'code',
          'grade',
          'must',
          'offer',
        ),
        fc.constantFrom(
          'reserve',
          'stock',
          '__typename',
          't: __typename',
          '...OnBook',
          '...Leaves',
          '...OnNode',
        ),
        tie('book').map((set) => `next { ${set} }`),
        tie('book').map((set) => `self @include(if: $yes) { ${set} }`),
        tie('node').map((set) => `... on Node { ${set} }`),
      ),
    ),
    node: several(
      fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom(
          'id',
          'title',
          'label',
          'label2: label',
          'reserve',
          'stock',
          '__typename',
          '...OnNode',
        ),
        tie('book').map((set) => `... on Book { ${set} }`),
        fc.constantFrom(
          '... on Film { label }',
          '... on Film @skip(if: $yes) { label }',
          '... on Named { ...OnNamed }',
        ),
      ),
    ),
    named: several(
      fc.oneof(
        fc.constantFrom('title', '__typename', '...OnNamed'),
        tie('node').map((set) => `... on Node { ${set} }`),
      ),
    ),
    stuff: several(
      fc.oneof(
        fc.constantFrom(
          '__typename',
          '...OnStuff',
          '... on Safe { content }',
          '... on Safe { t: __typename id }',
        ),
        tie('named').map((set) => `... on Named { ${set} }`),
        tie('book').map((set) => `... on Book { ${set} }`),
      ),
    ),
  }),
);

/** With those of the fragments that it uses. */
const operations = root.map((set) => {
  const operation = `query ($yes: Boolean!) { ${set} never: open @skip(if: $yes) }`;
  const used = (text: string): string => {
    const more = FRAGMENTS.trim()
      .split('\n')
      .filter((line) => {
        const name = /fragment (\w+)/.exec(line)?.[1] ?? '';
        return text.includes(`...${name}`) && !text.includes(`fragment ${name} `);
      });
    return more.length === 0 ? text : used([text, ...more].join('\n'));
  };
  return used(operation);
});

async function run(source: string, caller: Caller): Promise<FormattedExecutionResult> {
  const { executor } = await loading;
  if (executor === null) throw new Error('nothing runs operations');
  const context = {
    requestId: 'r1',
    traceparent: undefined,
    caller,
    signal: new AbortController().signal,
    deadlineAt: Number.POSITIVE_INFINITY,
    language: 'en',
  };
  // What Apollo Server hands over, as far as it is looked at.
  const document = parse(source);
  const request = {
    schema: apiSchema,
    document,
    operation: getOperationAST(document),
    source,
    context,
    request: { variables: { yes: true } },
  };
  return JSON.parse(JSON.stringify(await executor(Object(request))));
}

/** Every place where two answers differ. */
function differences(all: unknown, part: unknown, path: readonly (string | number)[] = []): string[] {
  if (JSON.stringify(all) === JSON.stringify(part)) return [];
  const isOpen = typeof all === 'object' && all !== null && typeof part === 'object' && part !== null;
  if (!isOpen) return [`${path.join('.')}${part === null ? '' : ' is not null'}`];
  const keys = new Set([...Object.keys(all), ...Object.keys(part)]);
  return [...keys].flatMap((key) =>
    differences(Reflect.get(all, key), Reflect.get(part, key), [...path, key]),
  );
}

it('gives nobody, by whatever operation, what they may not have', async () => {
  let denials = 0;
  await fc.assert(
    fc.asyncProperty(operations, callers, async (source, caller) => {
      if (apiSchema === undefined) await loading;
      fc.pre(apiSchema !== undefined && validate(apiSchema, parse(source)).length === 0);
      const whole = await run(source, callerWith('chief', 'clerk', 'coder', 'grades'));
      sent.splice(0);

      const answer = await run(source, caller);

      const queries = sent.join('\n');
      const text = JSON.stringify(answer);
      const has = (scope: string) => caller?.scopes.includes(scope) === true;
      for (const [name, may] of Object.entries(mayHave)) {
        if (may(has, caller)) continue;
        expect(queries).not.toMatch(new RegExp(`\\b${name}\\b`));
        expect(text).not.toContain(`${CANARY} ${name}`);
      }
      if (caller === null) expect(text).not.toContain(CANARY);
      // All else is as it is for somebody who may have everything.
      expect(whole.errors).toBeUndefined();
      const errors = answer.errors ?? [];
      denials += errors.length;
      expect(errors.filter(({ extensions }) => extensions?.['code'] !== 'FORBIDDEN')).toEqual([]);
      const places = errors.map(({ path }) => path?.join('.') ?? '');
      const unexplained = differences(whole.data, answer.data).filter(
        (place) =>
          !places.some((denied) => place === '' || denied === place || denied.startsWith(`${place}.`)),
      );
      expect(unexplained).toEqual([]);
    }),
    { numRuns: Number(process.env['GENERATED_RUNS'] ?? 60), seed },
  );

  expect(denials).toBeGreaterThan(60);
});
