import { GraphQLError } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { formatError } from '../../../gateway/edge/graphql/formatError.ts';
import type { GatewayRequestContext } from '../../../gateway/GatewayRequestContext.ts';
import type { TestSubgraph } from '../../support/serveTestSubgraph.ts';
import { startTestGateway, type TestGateway } from './support/startTestGateway.ts';
import { world } from './support/world.ts';

let gateway: TestGateway | undefined;
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

const INSIDE = /https?:|127\.0\.0\.1|localhost|\bat .*:\d+|node_modules|stacktrace/;

const failing = (error: GraphQLError): TestSubgraph => ({
  sdl: world.people.sdl,
  resolvers: {
    Query: {
      me: () => {
        throw error;
      },
    },
  },
});

const KNOWN = {
  code: 'INTERNAL_SERVER_ERROR',
  origin: 'GATEWAY',
  retryable: false,
  service: 'people',
  traceId: 'r-1',
};

describe.each(['own', 'reference'])('through the %s executor', (executor) => {
  const ask = async (people: TestSubgraph, settings: Record<string, unknown> = {}) => {
    gateway = await startTestGateway({ people, funds: world.funds }, { executor, ...settings });
    return (await gateway.post({ query: '{ me { name } }' }, { 'x-request-id': 'r-1' })).text();
  };

  it("a subgraph's code that is not on our list is mapped, and nothing of its inside is told", async () => {
    const error = new GraphQLError('lost the way to http://10.0.0.7:4001/graphql', {
      extensions: {
        code: 'OUT_OF_STOCK',
        origin: 'STOCK',
        retryable: true,
        stacktrace: ['Error: x', '    at /srv/app/resolver.ts:3:1'],
        exception: { config: { url: 'http://10.0.0.7' } },
      },
    });

    const text = await ask(failing(error));

    expect(JSON.parse(text)).toMatchObject({
      data: { me: null },
      errors: [{ path: ['me'], extensions: KNOWN }],
    });
    expect(text).not.toMatch(/STOCK/);
    expect(text).not.toMatch(INSIDE);
  });

  it.each<[string, TestSubgraph['intercept']]>([
    ['answers a web page', (_, response) => void response.end('<html>http://10.0.0.7</html>')],
    ['answers nothing', (_, response) => void response.end()],
    ['hangs up', (_, response) => void response.destroy()],
    ['fails', (_, response) => void response.writeHead(500).end('Error at /srv/app.ts:1')],
  ])('a subgraph that %s is told without its address', async (_, intercept) => {
    const text = await ask({ ...world.people, ...(intercept && { intercept }) });

    const { data, errors } = JSON.parse(text);
    expect(data).toEqual({ me: null });
    expect(errors[0].extensions.code).toMatch(/^JURISDICTION_(UNAVAILABLE|BAD_RESPONSE)$/);
    expect(text).not.toMatch(INSIDE);
  });

  it('a subgraph that is away is told without its address', async () => {
    const text = await ask(world.people, { services: { people: 'http://127.0.0.1:9/graphql' } });

    expect(JSON.parse(text)).toMatchObject({
      data: { me: null },
      errors: [{ extensions: { code: 'JURISDICTION_UNAVAILABLE', retryable: true, traceId: 'r-1' } }],
    });
    expect(text).not.toMatch(INSIDE);
  });
});

describe('what a client sent is not quoted', () => {
  const person = '110000199003070000';
  const { people, funds } = world;
  const sdl = `${people.sdl.replace('plus(', 'toned(tone: Tone): Int  plus(')} enum Tone { HIGH LOW }`;

  it.each([
    ['a literal of another type', `{ plus(number: "${person}") }`, {}],
    ['a list in its place', `{ plus(number: ["${person}"]) }`, {}],
    ['an object in its place', `{ echo(text: {a: "${person}"}) }`, {}],
    ['a name that no enum has', `{ toned(tone: P${person}) }`, {}],
    ['a number too large', `{ plus(number: ${person}) }`, {}],
    ['a text where none may stand', `{ plus "${person}" }`, {}],
    ['a number where none may stand', `{ me { ${person} } }`, {}],
    ['a variable of another type', 'query ($n: Int!) { plus(number: $n) }', { n: person }],
    ['a default of another type', `query ($n: Int = "${person}") { plus(number: $n) }`, {}],
  ])('of %s', async (_, query, variables) => {
    gateway = await startTestGateway({ people: { ...people, sdl }, funds });
    const response = await gateway.post({ query, variables }, { 'accept-language': 'en' });
    const text = await response.text();

    expect(response.status).toBe(400);
    expect(JSON.parse(text).errors[0].message).not.toBe('');
    expect(text).not.toContain(person);
    expect(gateway.log()).not.toContain(person);
  });
});

it('with introspection switched off neither the schema nor its names are told', async () => {
  gateway = await startTestGateway(world, { introspection: false });
  const ask = async (query: string) => (await gateway?.post({ query }))?.text() ?? '';

  const [schema, slip] = [await ask('{ __schema { types { name } } }'), await ask('{ me { nane } }')];

  expect(JSON.parse(schema).errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  expect(JSON.parse(schema).errors[0].message).toBe(
    'This gateway does not tell its schema: __schema and __type are not answered. Ask its operator for the schema.',
  );
  expect(slip).toContain('Cannot query field');
  expect(slip).not.toContain('Did you mean');
});

describe('formatError', () => {
  const context: GatewayRequestContext = {
    requestId: 'r-1',
    traceparent: undefined,
    caller: null,
    signal: new AbortController().signal,
    deadlineAt: 0,
    language: 'en',
  };

  it('says nothing about what nobody foresaw', () => {
    const error = {
      message: 'Cannot read properties of undefined (reading http://10.0.0.7)',
      extensions: { code: 'INTERNAL_SERVER_ERROR', stacktrace: ['at /srv'] },
    };

    expect(formatError(error, context)).toEqual({
      message: 'An internal error',
      extensions: { code: 'INTERNAL_SERVER_ERROR', origin: 'GATEWAY', retryable: false, traceId: 'r-1' },
    });
  });

  it('does not let foreign codes pass that no subgraph gave', () => {
    const { message, extensions } = formatError(
      { message: 'secret', extensions: { code: 'SOMETHING' } },
      { ...context, language: 'zh-CN' },
    );

    expect([message, extensions?.['code']]).toEqual(['系统内部错误', 'INTERNAL_SERVER_ERROR']);
  });

  it('leaves what the executor wrote as it is', () => {
    const error = {
      message: 'm',
      path: ['a', 0],
      extensions: { code: 'NOT_FOUND', traceId: 'r-1', fields: ['b'] },
    };

    expect(formatError(error, context)).toEqual(error);
  });
});

it('an answer in parts is refused, in words that say what to do, before anybody is asked', async () => {
  gateway = await startTestGateway(world);
  const queries = ['{ me { ... @defer { name } } }', '{ me { friends @stream { name } } }'];
  const answers = await Promise.all(queries.map(async (query) => (await gateway?.post({ query }))?.json()));

  const advice =
    'answers come in one piece here. Ask without it, or put what is slow into an operation of its own';
  expect(answers).toMatchObject(
    ['@defer', '@stream'].map((name) => ({
      errors: [
        {
          message: `Unknown directive "${name}": ${advice}, sent at the same time.`,
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        },
      ],
    })),
  );
  expect(gateway.subgraphs['people']?.requests).toEqual([]);
});
