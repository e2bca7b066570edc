import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLFormattedError, graphql, parse } from 'graphql';
import { type RecordedAnswer, recordAnswer } from './recordAnswer.ts';

/** What a subgraph was sent. */
export interface SeenRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  readonly headers: IncomingMessage['headers'];
}

/** What a subgraph answers; `errors` as sent. */
export interface SubgraphAnswer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** A subgraph of a test. */
export interface TestSubgraph {
  readonly sdl: string;
  readonly resolvers?: Record<string, unknown>;
  /** Looks at requests before they are executed; one that writes to `response` has answered it. */
  readonly intercept?: (
    request: SeenRequest,
    response: ServerResponse,
    incoming: IncomingMessage,
  ) => Promise<void> | void;
  /** Changes an answer before it is sent. */
  readonly answer?: (answer: SubgraphAnswer, request: SeenRequest) => SubgraphAnswer;
}

export interface ServedSubgraph {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  /** What came of them, in the same order. */
  readonly answers: readonly RecordedAnswer[];
  close(): Promise<void>;
}

/** Serves a subgraph on a port of its own. */
export async function serveTestSubgraph(subgraph: TestSubgraph): Promise<ServedSubgraph> {
  const schema = buildSubgraphSchema({
    typeDefs: parse(subgraph.sdl),
    resolvers: Object(subgraph.resolvers ?? {}),
  });
  const requests: SeenRequest[] = [];
  const answers: RecordedAnswer[] = [];
  const server = createServer(async (incoming, response) => {
    const body = await text(incoming);
    const request: SeenRequest = { ...JSON.parse(body), headers: incoming.headers };
    requests.push(request);
    answers.push(recordAnswer(body, response));
    await subgraph.intercept?.(request, response, incoming);
    if (response.headersSent || response.destroyed) return;
    const { query, variables, operationName } = request;
    const result = await graphql({
      schema,
      source: query,
      variableValues: variables,
      ...(operationName !== undefined && { operationName }),
    });
    const plain: SubgraphAnswer = JSON.parse(JSON.stringify(result));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(subgraph.answer?.(plain, request) ?? plain));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    requests,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
