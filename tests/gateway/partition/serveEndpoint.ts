import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse, validate } from 'graphql';

type Resolvers = Parameters<typeof buildSubgraphSchema>[0] extends infer Options
  ? Options extends { resolvers?: infer R }
    ? R
    : never
  : never;

/** What an endpoint serves; may be changed while it runs, as an upgrade of a place does. */
export interface ServedRelease {
  sdl: string;
  resolvers: Resolvers;
}

export interface ServedEndpoint {
  readonly url: string;
  /** Every operation received, `_service` questions included. */
  readonly received: { readonly query: string; readonly variables: Record<string, unknown> }[];
  /** Operations other than `_service` questions. */
  entityCalls(): readonly { readonly query: string; readonly variables: Record<string, unknown> }[];
  /** Sockets that the other side closed before they were answered. */
  readonly abandoned: { count: number };
  become(release: ServedRelease): void;
  /** Answers entity calls with this text from now on; `null` never answers. */
  answerWith(text: string | null): void;
  close(): Promise<void>;
}

/** One subgraph server on a free port, over real sockets. */
export async function serveEndpoint(release: ServedRelease): Promise<ServedEndpoint> {
  const received: { query: string; variables: Record<string, unknown> }[] = [];
  const abandoned = { count: 0 };
  let schema = buildSubgraphSchema({ typeDefs: parse(release.sdl), resolvers: release.resolvers ?? {} });
  let fixed: string | null | undefined;

  const server = createServer(async (request, response) => {
    const { query, variables = {} } = JSON.parse(await bodyOf(request));
    received.push({ query, variables });
    response.on('close', () => {
      if (!response.writableEnded) abandoned.count += 1;
    });
    const isFixed = fixed !== undefined && !isServiceQuestion(query);
    if (isFixed && fixed === null) return;
    response.setHeader('content-type', 'application/json');
    response.end(isFixed ? fixed : JSON.stringify(await answer(query, variables)));
  });

  async function answer(query: string, variableValues: Record<string, unknown>): Promise<unknown> {
    const document = parse(query);
    const faults = validate(schema, document);
    if (faults.length === 0) return execute({ schema, document, variableValues });
    return {
      errors: faults.map(({ message }) => ({ message, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })),
    };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    received,
    entityCalls: () => received.filter(({ query }) => !isServiceQuestion(query)),
    abandoned,
    become: ({ sdl, resolvers }) => {
      schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers ?? {} });
    },
    answerWith: (text) => {
      fixed = text;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const isServiceQuestion = (query: string) => query.includes('_service');

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
