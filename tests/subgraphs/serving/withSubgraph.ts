import { EventEmitter } from 'node:events';
import DataLoader from 'dataloader';
import { pino } from 'pino';
import { afterEach } from 'vitest';
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
  type Query { place: String  boom: String  refused: String  rejected: String  garbled: String  sealed: String  wait: String  double(n: Int): Int }
  type Record @key(fields: "id") { id: ID! text: String }
`;
const MASTER = Buffer.alloc(32, 7);

/** A subgraph for the tests of the calling file: servers made by need, stopped after each of them. */
export function withSubgraph() {
  /** What must never be seen in an answer or in the log. */
  const secret = '990199199001011236';
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
        throw new Error(`constraint violated: (${secret})`);
      },
      refused: () => {
        throw new TongbanError('JURISDICTION_BUSY', 'at its limit', {
          jurisdiction: '430700',
          retryAfter: 3,
        });
      },
      rejected: () => {
        throw new TongbanError('JURISDICTION_REJECTED', '430700 refused', {
          jurisdiction: '430700',
          upstreamCode: '2009',
        });
      },
      garbled: () => {
        throw new TongbanError('JURISDICTION_REJECTED', '430700 refused', { upstreamCode: secret });
      },
      sealed: () => {
        const cause = new TongbanError('FORBIDDEN', 'no such key version');
        throw new TongbanError('FORBIDDEN', 'not for this place', { jurisdiction: '430700', cause });
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

  return { serve, endpoint, sign, ask, secret, executed, batches, logged, progress };
}
