import { describe, expect, it } from 'vitest';
import { withSubgraph } from './withSubgraph.ts';

const { serve, endpoint, ask, secret, batches, logged } = withSubgraph();
const ENTITIES =
  'query ($reps: [_Any!]!) { _entities(representations: $reps) { ... on Record { id text } } }';

describe('entities', () => {
  it('loads all representations of a call in one batch, in order', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `r${index}`);
    const reps = ids.map((id) => ({ __typename: 'Record', id }));

    const { body } = await ask(await serve(), ENTITIES, { reps });

    expect(batches).toEqual([ids]);
    expect(body).toEqual({ data: { _entities: ids.map((id) => ({ id, text: `text of ${id}` })) } });
  });

  it('loses one entity to one bad representation, and takes frozen objects', async () => {
    const reps = ['a', 'bad', 'frozen'].map((id) => ({ __typename: 'Record', id }));

    const { body } = await ask(await serve(), ENTITIES, { reps });

    expect(body).toEqual({
      data: { _entities: [{ id: 'a', text: 'text of a' }, null, { id: 'frozen', text: 'ice' }] },
      errors: [
        expect.objectContaining({
          message: 'no such spelling',
          path: ['_entities', 1],
          extensions: { code: 'BAD_USER_INPUT', origin: 'PORTAL', retryable: false },
        }),
      ],
    });
  });
});

describe('errors', () => {
  it('carries what a TongbanError says, and nothing else', async () => {
    const { body } = await ask(await serve(), '{ refused place }');

    expect(body).toEqual({
      data: { refused: null, place: 'people' },
      errors: [
        {
          message: 'at its limit',
          locations: [{ line: 1, column: 3 }],
          path: ['refused'],
          extensions: {
            code: 'JURISDICTION_BUSY',
            origin: 'JURISDICTION',
            retryable: true,
            jurisdiction: '430700',
            retryAfter: 3,
          },
        },
      ],
    });
  });

  it.each([false, true])(
    'hides every other error from caller and log (development: %s)',
    async (development) => {
      const answer = await ask(await serve({ development }), '{ boom }');

      expect(answer.body).toEqual({
        data: { boom: null },
        errors: [
          {
            message: 'An internal error',
            locations: [{ line: 1, column: 3 }],
            path: ['boom'],
            extensions: { code: 'INTERNAL_SERVER_ERROR', origin: 'GATEWAY', retryable: false },
          },
        ],
      });
      expect(logged.join('')).not.toContain(secret);
      expect(
        logged.filter((line) => line.includes('"requestId":"r-test"') && line.includes('boom')),
      ).toHaveLength(1);
    },
  );

  it.each([
    ['unknown field', '{ nothing }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['syntax', '{ place', {}, 'GRAPHQL_PARSE_FAILED'],
    ['value of a variable', 'query ($n: Int) { double(n: $n) }', { n: secret }, 'BAD_USER_INPUT'],
    ['value in the text', `{ double(n: ${secret}) }`, {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['introspection', '{ __schema { queryType { name } } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
  ])('answers a wrong %s with its code and quotes nothing', async (_, query, variables, code) => {
    const answer = await ask(await serve(), query, variables);

    expect(answer).toEqual({
      status: 400,
      body: {
        errors: [expect.objectContaining({ extensions: { code, origin: 'PORTAL', retryable: false } })],
      },
    });
    expect(JSON.stringify(answer) + logged.join('')).not.toContain(secret);
  });

  it('tells the operator why a place refused, once a request, and nothing that may be personal', async () => {
    await ask(await serve(), '{ a: rejected b: rejected garbled sealed refused }');

    const warnings = logged.map((line) => JSON.parse(line)).filter(({ level }) => level >= 40);
    expect(warnings.map(({ time: _, pid: __, hostname: ___, level: ____, ...told }) => told)).toEqual([
      {
        requestId: 'r-test',
        field: 'rejected',
        jurisdiction: '430700',
        code: 'JURISDICTION_REJECTED',
        upstreamCode: '2009',
        reason: '430700 refused',
        msg: 'a place failed',
      },
      {
        requestId: 'r-test',
        field: 'garbled',
        code: 'JURISDICTION_REJECTED',
        upstreamCode: 'of another form',
        reason: '430700 refused',
        msg: 'a place failed',
      },
      {
        requestId: 'r-test',
        field: 'sealed',
        jurisdiction: '430700',
        code: 'FORBIDDEN',
        reason: 'no such key version',
        msg: 'a place failed',
      },
    ]);
  });

  it('does not take a call that came too late for a fault of its own', async () => {
    expect((await ask(await serve(), '{ place }', {}, { budgetMs: 0 })).status).toBe(503);

    const [line, ...others] = logged.map((text) => JSON.parse(text));
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      level: 40,
      status: 503,
      reason: 'The call arrived too late to be answered',
    });
    expect(line).not.toHaveProperty('error');
  });

  it('allows introspection in development', async () => {
    const { body } = await ask(await serve({ development: true }), '{ __schema { queryType { name } } }');

    expect(body).toEqual({ data: { __schema: { queryType: { name: 'Query' } } } });
  });

  it('answers with an error when the context cannot be built', async () => {
    const broken = {
      ...endpoint('/graphql', 'people'),
      createContext: () => {
        throw new Error(secret);
      },
    };
    const server = await serve({ endpoints: [broken] });

    expect(await ask(server, '{ place }')).toEqual({
      status: 500,
      body: {
        errors: [
          {
            message: 'An internal error',
            extensions: { code: 'INTERNAL_SERVER_ERROR', origin: 'GATEWAY', retryable: false },
          },
        ],
      },
    });
    expect(logged.join('')).not.toContain(secret);
  });
});
