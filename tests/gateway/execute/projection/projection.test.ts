import { afterEach, describe, expect, it } from 'vitest';
import { federationLink } from '../../../support/federationLink.ts';
import { startTestFederation, type TestFederation } from '../../../support/startTestFederation.ts';

let federation: TestFederation;
afterEach(() => federation.close());

/** Starts a gateway over a subgraph that answers everything with `data`, or with a text in its place. */
async function answering(data: unknown, text?: string): Promise<void> {
  federation = await startTestFederation({
    a: {
      sdl: `${federationLink} scalar Json
        type Query { v: V must: V! list: [[V!]]! thing: Thing }
        type V { int: Int float: Float text: String id: ID flag: Boolean json: Json ints: [Int!] sure: Int! child: V }
        interface Thing { id: ID } type Box implements Thing { id: ID } type Hidden implements Thing @inaccessible { id: ID }`,
      answer: () => ({ data }),
      ...(text !== undefined && {
        intercept: (_, response) => {
          response.setHeader('content-type', 'application/json').end(text);
        },
      }),
    },
  });
}

/** The errors' places. */
const places = (errors: readonly { path?: readonly (string | number)[] }[] | undefined): string[] =>
  (errors ?? []).map(({ path }) => (path ?? []).join('.'));

describe('leaves', () => {
  it('are coerced as graphql-js coerces them', async () => {
    const v = { int: '7', float: 2, text: 5, id: 12, flag: 1, json: { any: ['thing', null] }, ints: [1, 2] };
    await answering({ v });

    expect(await federation.run('{ v { int float text id flag json ints } }')).toEqual({
      data: {
        v: {
          int: 7,
          float: 2,
          text: '5',
          id: '12',
          flag: true,
          json: { any: ['thing', null] },
          ints: [1, 2],
        },
      },
    });
  });

  it('with numbers too large to be held are never null without an error', async () => {
    const v = '{"json":1e400,"deep":{"a":[1,{"b":-1e400}]},"float":1e400,"some":{"a":[1e308]}}';
    await answering(null, `{"data":{"v":${v}}}`);

    const { data, errors } = await federation.run('{ v { json deep: json float some: json } }');

    expect(data).toEqual({ v: { json: null, deep: null, float: null, some: { a: [1e308] } } });
    expect(places(errors)).toEqual(['v.json', 'v.deep', 'v.float']);
  });

  it('that cannot be are null with an error that does not quote them', async () => {
    const secret = '110101199001010000';
    const v = { int: 2 ** 31, float: secret, text: { secret }, id: 1.5, flag: secret, ints: [1, null] };
    await answering({ v });

    const { data, errors } = await federation.run('{ v { int float text id flag ints } }');

    expect(data).toEqual({
      v: { int: null, float: 110101199001010000, text: null, id: null, flag: null, ints: null },
    });
    expect(places(errors)).toEqual(['v.int', 'v.text', 'v.id', 'v.flag', 'v.ints.1']);
    expect(JSON.stringify(errors)).not.toContain(secret);
    expect(errors?.[0]?.extensions).toEqual({
      code: 'INTERNAL_SERVER_ERROR',
      origin: 'GATEWAY',
      service: 'a',
      retryable: false,
      traceId: 'r1',
    });
  });
});

describe('null where none may be', () => {
  it('rises to the nearest place that allows it', async () => {
    await answering({
      list: [[{ sure: 1 }, { sure: null }], null, [{ sure: 2, child: { sure: null } }]],
      v: { child: { child: {} } },
    });

    const { data, errors } = await federation.run(
      '{ list { sure child { sure } } v { child { child { sure } } } }',
    );

    expect(data).toEqual({ list: [null, null, [{ sure: 2, child: null }]], v: { child: { child: null } } });
    expect(places(errors)).toEqual(['list.0.1.sure', 'list.2.0.child.sure', 'v.child.child.sure']);
  });

  it('rises to data itself', async () => {
    await answering({ must: null, v: { int: 1 } });

    const { data, errors } = await federation.run('{ v { int } must { int } }');

    expect(data).toBeNull();
    expect(places(errors)).toEqual(['must']);
  });
});

describe('values of another shape', () => {
  it.each([
    ['an object for a list', { list: {} }, '{ list { int } }', null, ['list']],
    ['a list for an object', { v: [] }, '{ v { int } }', { v: null }, ['v']],
    ['a text for an object', { v: 'x' }, '{ v { int } }', { v: null }, ['v']],
    [
      'a type that clients must not see',
      { thing: { __typename: 'Hidden', id: '1' } },
      '{ thing { id } }',
      { thing: null },
      ['thing'],
    ],
    [
      'a type that does not fit',
      { thing: { __typename: 'V', id: '1' } },
      '{ thing { id } }',
      { thing: null },
      ['thing'],
    ],
  ])('%s is an error and null', async (_, answer, query, expected, errorPlaces) => {
    await answering(answer);

    const { data, errors } = await federation.run(query);

    expect(data).toEqual(expected);
    expect(places(errors)).toEqual(errorPlaces);
  });

  it('never lets out what was not asked for', async () => {
    await answering({ v: { int: 1, seal: 'x', text: 't', child: { int: 2, id: '3' } }, extra: 1 });

    expect(await federation.run('{ v { child { id } int } }')).toEqual({
      data: { v: { child: { id: '3' }, int: 1 } },
    });
  });
});
