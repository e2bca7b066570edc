import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EntityFetcher, EntityOutcome } from '../../../gateway/execute/EntityFetcher.ts';
import { federationLink } from '../../support/federationLink.ts';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';

interface Key {
  readonly place: string;
  readonly id: string;
}

const people = {
  sdl: `${federationLink} type Query { me: Person! page: [[Slot]] both: [Slot] }
    type Person { name: String! fund: [Fund]! care: Care }
    union Slot = Fund | Care
    type Fund @key(fields: "place id seal") { place: String! id: ID! seal: String! @inaccessible tag: String }
    type Care @key(fields: "place id") { place: String! id: ID! }`,
  resolvers: {
    Query: {
      me: () => ({
        name: 'Ada',
        fund: [fund('43', '1'), null, fund('11', '2'), fund('43', '3'), fund('11', '2')],
        care: care('43', '9'),
      }),
      page: () => [
        [care('43', '1'), fund('11', '5')],
        null,
        [null, fund('43', '6'), care('11', '7'), fund('11', '5')],
      ],
      both: () => [care('43', '1'), fund('43', '6')],
    },
  },
};

function fund(place: string, id: string) {
  return { __typename: 'Fund', place, id, seal: `s${id}`, tag: `t${id}` };
}

function care(place: string, id: string) {
  return { __typename: 'Care', place, id };
}

const offices = {
  sdl: `${federationLink}
    type Fund @key(fields: "place id seal") { place: String! id: ID! seal: String! @inaccessible sum: Int owner: Owner }
    type Owner { name: String no: String! }
    type Care @key(fields: "place id") { place: String! id: ID! days: Int }`,
};

type Answer = (typeName: string, key: Key) => EntityOutcome;

/** A partitioned service whose every entity is answered by `answer`. */
function fetcherOf(answer: Answer): EntityFetcher {
  return {
    fetchEntities: async ({ representations }) =>
      representations.map((row) =>
        answer(String(row['__typename']), { place: String(row['place']), id: String(row['id']) }),
      ),
  };
}

const good: Answer = (typeName, { id }) => ({
  kind: 'entity',
  value: typeName === 'Fund' ? { sum: Number(id), owner: { name: 'x', no: id } } : { days: Number(id) },
  errors: [],
});

const failed = (place: string): EntityOutcome => ({
  kind: 'failed',
  error: {
    message: 'away',
    path: [],
    extensions: {
      code: 'JURISDICTION_UNAVAILABLE',
      jurisdiction: `${place}0000`,
      stacktrace: ['at secret.ts'],
    },
  },
});

let answer: Answer;
let federation: TestFederation;
beforeEach(async () => {
  answer = good;
  const fetcher = fetcherOf((typeName, key) => answer(typeName, key));
  federation = await startTestFederation(
    { people, offices },
    { entityFetcherFor: (service) => (service === 'offices' ? fetcher : undefined) },
  );
});
afterEach(() => federation.close());

describe('a failed entity', () => {
  it('is one error at each place of it, names what the client lost, and leaves the rest as it was', async () => {
    const query = '{ me { fund { total: sum id tag owner { no } } care { days } name } }';
    const whole = await federation.run(query);
    answer = (typeName, key) => (key.place === '11' ? failed('11') : good(typeName, key));

    const { data, errors } = await federation.run(query);

    expect(whole.errors).toBeUndefined();
    expect(errors).toEqual(
      [2, 4].map((index) => ({
        message: 'away',
        path: ['me', 'fund', index],
        extensions: {
          code: 'JURISDICTION_UNAVAILABLE',
          origin: 'NETWORK',
          retryable: true,
          jurisdiction: '110000',
          traceId: 'r1',
          service: 'offices',
          fields: ['total', 'owner'],
        },
      })),
    );
    const lost = { total: null, id: '2', tag: 't2', owner: null };
    const before = whole.data?.['me'] as { fund: unknown[] };
    expect(JSON.stringify(data)).toBe(
      JSON.stringify({
        me: { ...before, fund: before.fund.map((item, index) => (index === 2 || index === 4 ? lost : item)) },
      }),
    );
  });

  it('has its place even in nested lists of mixed types with gaps', async () => {
    answer = (typeName, key) => (key.id === '5' || key.id === '7' ? failed(key.place) : good(typeName, key));

    const { data, errors } = await federation.run(
      '{ page { __typename ... on Fund { sum } ... on Care { days } } }',
    );

    // In the order in which the entities first appear, each with all its places.
    expect(errors?.map(({ path, extensions }) => [path, extensions?.['fields']])).toEqual([
      [['page', 0, 1], ['sum']],
      [['page', 2, 3], ['sum']],
      [['page', 2, 2], ['days']],
    ]);
    expect(data).toEqual({
      page: [
        [
          { __typename: 'Care', days: 1 },
          { __typename: 'Fund', sum: null },
        ],
        null,
        [
          null,
          { __typename: 'Fund', sum: 6 },
          { __typename: 'Care', days: null },
          { __typename: 'Fund', sum: null },
        ],
      ],
    });
  });
});

describe('a missing entity', () => {
  it('becomes null with NOT_FOUND at each of its places', async () => {
    answer = (typeName, key) =>
      key.id === '2'
        ? { kind: 'missing', error: { message: 'none', path: [], extensions: { code: 'NOT_FOUND' } } }
        : good(typeName, key);

    const { data, errors } = await federation.run('{ me { fund { sum } } }');

    expect(data).toEqual({ me: { fund: [{ sum: 1 }, null, null, { sum: 3 }, null] } });
    expect(errors?.map(({ path, extensions }) => [path, extensions?.['code']])).toEqual([
      [['me', 'fund', 2], 'NOT_FOUND'],
      [['me', 'fund', 4], 'NOT_FOUND'],
    ]);
  });

  it('becomes null where it is the value of a field, whatever was known of it', async () => {
    answer = () => ({
      kind: 'missing',
      error: { message: 'none', path: [], extensions: { code: 'NOT_FOUND' } },
    });

    const { data, errors } = await federation.run('{ me { care { id days } name } }');

    expect(data).toEqual({ me: { care: null, name: 'Ada' } });
    expect(errors?.map(({ path, extensions }) => [path, extensions?.['code']])).toEqual([
      [['me', 'care'], 'NOT_FOUND'],
    ]);
  });
});

describe('errors inside an entity', () => {
  it('keep their path below each place, and a code that we know; inner nulls rise to where null is allowed', async () => {
    answer = (typeName, key) =>
      key.id === '2'
        ? {
            kind: 'entity',
            value: { sum: null, owner: { name: 'x', no: null } },
            errors: [
              {
                message: 'no seal at 10.0.0.7',
                path: ['owner', 'no'],
                extensions: { code: 'ODD', exception: {} },
              },
            ],
          }
        : good(typeName, key);

    const { data, errors } = await federation.run('{ me { fund { owner { name no } } } }');

    expect(errors).toEqual(
      [2, 4].map((index) => ({
        message: 'An internal error',
        path: ['me', 'fund', index, 'owner', 'no'],
        extensions: {
          code: 'INTERNAL_SERVER_ERROR',
          origin: 'GATEWAY',
          retryable: false,
          service: 'offices',
          traceId: 'r1',
        },
      })),
    );
    expect(data).toMatchObject({
      me: { fund: [{ owner: { no: '1' } }, null, { owner: null }, {}, { owner: null }] },
    });
  });

  it('never show a field that the client did not ask for', async () => {
    answer = () => ({
      kind: 'entity',
      value: { sum: 1 },
      errors: [
        { message: 'bad seal', path: ['seal'], extensions: {} },
        { message: 'bad seal', path: ['seal', 'inner'], extensions: {} },
      ],
    });

    const { errors } = await federation.run('{ both { ... on Fund { sum } } }');

    expect(errors?.map(({ path }) => path)).toEqual([['both', 1]]);
  });
});

describe('a fetcher that breaks its promise', () => {
  it('costs its entities and nothing else', async () => {
    answer = () => {
      throw new Error('a bug with 110101199001010000 in it');
    };

    const { data, errors } = await federation.run('{ me { name care { days id } } }');

    expect(data).toEqual({ me: { name: 'Ada', care: { days: null, id: '9' } } });
    expect(errors).toEqual([
      {
        message: 'An internal error',
        path: ['me', 'care'],
        extensions: {
          code: 'INTERNAL_SERVER_ERROR',
          origin: 'GATEWAY',
          retryable: false,
          service: 'offices',
          traceId: 'r1',
          fields: ['days'],
        },
      },
    ]);
  });
});
