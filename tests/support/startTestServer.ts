import { ApolloServer } from '@apollo/server';
import type { FormattedExecutionResult } from 'graphql';
import type { GatewayRequestContext } from '../../gateway/GatewayRequestContext.ts';
import type { TongbanGateway } from '../../gateway/TongbanGateway.ts';
import { createTestContext } from './createTestContext.ts';

/** A gateway behind Apollo Server, without sockets. */
export interface TestServer {
  /** An answer as a client would read it. */
  execute(
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    context?: Partial<GatewayRequestContext>,
  ): Promise<FormattedExecutionResult>;
  stop(): Promise<void>;
}

export async function startTestServer(gateway: TongbanGateway): Promise<TestServer> {
  const server = new ApolloServer<GatewayRequestContext>({
    gateway,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  });
  await server.start();
  return {
    stop: () => server.stop(),
    execute: async (query, variables = {}, context = {}) => {
      const { body } = await server.executeOperation(
        { query, variables: { ...variables } },
        {
          contextValue: createTestContext({ requestId: 'r1', ...context }),
        },
      );
      if (body.kind !== 'single') throw new Error('one response was expected');
      return JSON.parse(JSON.stringify(body.singleResult));
    },
  };
}
