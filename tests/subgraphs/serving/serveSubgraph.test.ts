import { EventEmitter, once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import DataLoader from 'dataloader';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CallContext } from '../../../domain/callContext.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import {
  type SubgraphOptions,
  type SubgraphServer,
  serveSubgraph,
} from '../../../subgraphs/serveSubgraph.ts';
import { deriveContextKey } from '../../../subgraphs/serving/deriveContextKey.ts';
import type { SubgraphEndpoint } from '../../../subgraphs/serving/SubgraphEndpoint.ts';
import { callSubgraph } from './callSubgraph.ts';
import { signTestContext } from './signTestContext.ts';
import { testContext } from './testContext.ts';

interface Context {
  readonly place: string;
  readonly signal: AbortSignal;
  readonly records: DataLoader<string, string>;
}

const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { place: String  boom: String  refused: String  wait: String  double(n: Int): Int }
  type Record @key(fields: "id") { id: ID! text: String }
`;
const ENTITIES =
  'query ($reps: [_Any!]!) { _entities(representations: $reps) { ... on Record { id text } } }';
const MASTER = Buffer.alloc(32, 7);
/** What must never be seen in an answer or in the log. */
const SECRET = '990199199001011236';

const running: SubgraphServer[] = [];
const executed: string[] = [];
const batches: (readonly string[])[] = [];
const logged: string[] = [];
const progress = new EventEmitter();

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
  for (const list of [executed, batches, logged]) list.length = 0;
});

const resolvers = {
  Query: {
    place: (_: unknown, __: unknown, { place }: Context) => {
      executed.push(place);
      return place;
    },
    boom: () => {
      throw new Error(`constraint violated: (${SECRET})`);
    },
    refused: () => {
      throw new TongbanError('JURISDICTION_BUSY', 'at its limit', { jurisdiction: '430700', retryAfter: 3 });
    },
    double: (_: unknown, { n }: { n: number }) => n * 2,
    wait: (_: unknown, __: unknown, { signal }: Context) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          progress.emit('aborted', signal.reason);
          reject(signal.reason);
        });
        progress.emit('waiting');
      }),
  },
  Record: {
    __resolveReference: ({ id }: { id: string }, { records }: Context) => {
      if (id === 'bad') throw new TongbanError('BAD_USER_INPUT', 'no such spelling');
      return id === 'frozen'
        ? Object.freeze({ id, text: 'ice' })
        : records.load(id).then((text) => ({ id, text }));
    },
  },
};

function endpoint(path: string, audience: string): SubgraphEndpoint<Context> {
  return {
    path,
    audience,
    contextKey: deriveContextKey(MASTER, audience),
    createContext: (_, signal) => ({
      place: audience,
      signal,
      records: new DataLoader(async (ids) => {
        batches.push(ids);
        return ids.map((id) => `text of ${id}`);
      }),
    }),
  };
}

async function serve(changes: Partial<SubgraphOptions<Context>> = {}): Promise<SubgraphServer> {
  const logger = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const server = await serveSubgraph<Context>({
    sdl: SDL,
    resolvers,
    endpoints: [endpoint('/graphql', 'people')],
    logger,
    ...changes,
  });
  running.push(server);
  return server;
}

const sign = (audience: string, changes: Partial<CallContext> = {}) =>
  signTestContext(testContext(audience, changes), deriveContextKey(MASTER, audience));
const ask = (server: SubgraphServer, query: string, variables = {}, changes: Partial<CallContext> = {}) =>
  callSubgraph(`${server.url}/graphql`, sign('people', changes), query, variables);
const post = (
  server: SubgraphServer,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
) =>
  fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'tongban-context': sign('people'), ...headers },
    body,
  });
const codeOf = async (response: Response) => [
  response.status,
  z.object({ errors: z.tuple([errorShape]) }).parse(await response.json()).errors[0].extensions.code,
];
const errorShape = z.object({ extensions: z.object({ code: z.string() }) });
const UNAUTHENTICATED = {
  message: 'The call context is missing or not valid',
  extensions: { code: 'UNAUTHENTICATED', origin: 'PORTAL', retryable: false },
};

describe('the signed context', () => {
  it.each([
    ['a field', '{ place }'],
    ['the SDL', '{ _service { sdl } }'],
    ['entities', '{ _entities(representations: []) { __typename } }'],
  ])('is needed for %s', async (_, query) => {
    const server = await serve();

    const answer = await callSubgraph(`${server.url}/graphql`, undefined, query);

    expect([answer, executed]).toEqual([{ status: 401, body: { errors: [UNAUTHENTICATED] } }, []]);
  });

  it('opens one endpoint of several, each by its own key', async () => {
    const server = await serve({
      endpoints: [endpoint('/43/graphql', 'housing-fund/43'), endpoint('/4307/graphql', 'housing-fund/4307')],
    });
    const forPlace = sign('housing-fund/4307');

    const [own, other] = await Promise.all([
      callSubgraph(`${server.url}/4307/graphql`, forPlace, '{ place }'),
      callSubgraph(`${server.url}/43/graphql`, forPlace, '{ place }'),
    ]);

    expect([own.body, other.status, executed]).toEqual([
      { data: { place: 'housing-fund/4307' } },
      401,
      ['housing-fund/4307'],
    ]);
  });

  it('tells the log why it was refused, without the header', async () => {
    const server = await serve();
    const header = sign('catalog');

    await callSubgraph(`${server.url}/graphql`, header, '{ place }');

    expect(logged.join('')).toContain('"status":401,"reason":"signature"');
    expect(logged.join('')).not.toContain(header.split('.')[1]);
  });

  it('lets the SDL be read when it is valid', async () => {
    const { body } = await ask(await serve(), '{ _service { sdl } }');

    expect(body).toEqual({ data: { _service: { sdl: expect.stringContaining('type Record') } } });
  });
});

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
      expect(logged.join('')).not.toContain(SECRET);
      expect(
        logged.filter((line) => line.includes('"requestId":"r-test"') && line.includes('boom')),
      ).toHaveLength(1);
    },
  );

  it.each([
    ['unknown field', '{ nothing }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['syntax', '{ place', {}, 'GRAPHQL_PARSE_FAILED'],
    ['value of a variable', 'query ($n: Int) { double(n: $n) }', { n: SECRET }, 'BAD_USER_INPUT'],
    ['value in the text', `{ double(n: ${SECRET}) }`, {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['introspection', '{ __schema { queryType { name } } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
  ])('answers a wrong %s with its code and quotes nothing', async (_, query, variables, code) => {
    const answer = await ask(await serve(), query, variables);

    expect(answer).toEqual({
      status: 400,
      body: {
        errors: [expect.objectContaining({ extensions: { code, origin: 'PORTAL', retryable: false } })],
      },
    });
    expect(JSON.stringify(answer) + logged.join('')).not.toContain(SECRET);
  });

  it('allows introspection in development', async () => {
    const { body } = await ask(await serve({ development: true }), '{ __schema { queryType { name } } }');

    expect(body).toEqual({ data: { __schema: { queryType: { name: 'Query' } } } });
  });

  it('answers with an error when the context cannot be built', async () => {
    const broken = {
      ...endpoint('/graphql', 'people'),
      createContext: () => {
        throw new Error(SECRET);
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
    expect(logged.join('')).not.toContain(SECRET);
  });
});

describe('HTTP', () => {
  const query = JSON.stringify({ query: '{ place }' });

  it.each([
    ['text/plain', { 'content-type': 'text/plain' }],
    ['another charset', { 'content-type': 'application/json; charset=gbk' }],
    ['compression', { 'content-encoding': 'gzip' }],
  ])('answers %s with 415', async (_, headers) => {
    expect(await codeOf(await post(await serve(), query, headers))).toEqual([415, 'BAD_REQUEST']);
  });

  it('takes a charset that is spelled out', async () => {
    const response = await post(await serve(), query, { 'content-type': 'application/json; charset=UTF-8' });

    expect(await response.json()).toEqual({ data: { place: 'people' } });
  });

  it.each([
    ['no JSON', '{'],
    ['a list', `[${query}]`],
    ['no operation', '{}'],
    ['bytes outside UTF-8', Uint8Array.from([0x22, 0xd5, 0xc5, 0x22])],
  ])('answers %s with 400', async (_, body) => {
    expect(await codeOf(await post(await serve(), body))).toEqual([400, 'BAD_REQUEST']);
  });

  it('answers a body above the cap with 413, declared or not', async () => {
    const server = await serve();
    const large = `{"query":"${' '.repeat(2 * 1_024 * 1_024)}{ place }"}`;
    const chunked = new Blob([large]).stream();

    const declared = await post(server, large);
    const undeclared = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'tongban-context': sign('people') },
      body: chunked,
      duplex: 'half',
    } as RequestInit);

    expect([await codeOf(declared), await codeOf(undeclared)]).toEqual([
      [413, 'BAD_REQUEST'],
      [413, 'BAD_REQUEST'],
    ]);
    expect(await ask(server, '{ place }')).toEqual({ status: 200, body: { data: { place: 'people' } } });
  });

  it('survives a caller who breaks off in the middle of a body', async () => {
    const server = await serve();
    const socket = connect(server.port, '127.0.0.1');
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 500\r\ntongban-context: ${sign('people')}\r\n\r\n{"que`,
    );
    await once(socket, 'connect');
    socket.destroy();
    await once(socket, 'close');

    expect((await ask(server, '{ place }')).body).toEqual({ data: { place: 'people' } });
  });

  it('refuses other methods and paths', async () => {
    const server = await serve();

    const [get, elsewhere] = await Promise.all([
      fetch(`${server.url}/graphql`),
      fetch(`${server.url}/admin`),
    ]);

    expect([get.status, get.headers.get('allow'), elsewhere.status]).toEqual([405, 'POST', 404]);
  });

  it('says in one line that its port is taken', async () => {
    const { port } = await serve();

    await expect(serve({ listen: { port } })).rejects.toThrow(
      `cannot listen on 127.0.0.1:${port}: EADDRINUSE`,
    );
  });
});

describe('health', () => {
  it.each([
    ['ready', async () => true, 200],
    ['not ready', async () => false, 503],
    ['not ready', async () => Promise.reject(new Error('database')), 503],
  ])('lives, and says %s', async (status, isReady, expected) => {
    const server = await serve({ isReady });

    const [health, ready] = await Promise.all([fetch(`${server.url}/health`), fetch(`${server.url}/ready`)]);

    expect([health.status, ready.status, await ready.json()]).toEqual([200, expected, { status }]);
  });
});

describe('deadline', () => {
  const deadline = expect.objectContaining({ code: 'DEADLINE_EXCEEDED' });

  it('aborts 50 ms before the budget of the context is used up', async () => {
    const { body } = await ask(await serve(), '{ wait }', {}, { budgetMs: 120 });

    expect(body).toEqual({
      data: { wait: null },
      errors: [
        expect.objectContaining({
          path: ['wait'],
          extensions: { code: 'DEADLINE_EXCEEDED', origin: 'GATEWAY', retryable: true },
        }),
      ],
    });
  });

  it('executes nothing when the budget is used up on arrival', async () => {
    const { status } = await ask(await serve(), '{ place }', {}, { budgetMs: 50 });

    expect([status, executed]).toEqual([503, []]);
  });

  it('aborts when the caller hangs up', async () => {
    const server = await serve();
    const started = once(progress, 'waiting');
    const aborted = once(progress, 'aborted');
    const call = httpRequest(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'tongban-context': sign('people') },
    });
    call.on('error', () => {});
    call.end('{"query":"{ wait }"}');
    await started;
    call.destroy();

    expect(await aborted).toEqual([deadline]);
  });
});

describe('stop', () => {
  it('lets an open call finish, closes idle connections, and refuses new ones', async () => {
    const server = await serve();
    const agent = new Agent({ keepAlive: true });
    const idle = httpRequest(`${server.url}/health`, { agent });
    idle.end();
    const [health] = await once(idle, 'response');
    health.resume();
    const started = once(progress, 'waiting');
    const open = ask(server, '{ wait place }', {}, { budgetMs: 300 });
    await started;

    await server.stop();
    await server.stop();

    expect((await open).body).toMatchObject({ data: { place: 'people' } });
    await expect(fetch(`${server.url}/health`)).rejects.toThrow('fetch failed');
    agent.destroy();
  });

  it('aborts what does not finish in time', async () => {
    const server = await serve({ drainMs: 20 });
    const started = once(progress, 'waiting');
    const open = ask(server, '{ wait }');
    await started;

    await server.stop();

    expect((await open).body).toMatchObject({ errors: [{ message: 'The server is stopping' }] });
  });
});
