import type { FormattedExecutionResult } from 'graphql';
import type { GatewayRequestContext } from '../../gateway/GatewayRequestContext.ts';
import { TongbanGateway, type TongbanGatewayOptions } from '../../gateway/TongbanGateway.ts';
import { HttpUpstreamClient } from '../../gateway/upstream/HttpUpstreamClient.ts';
import { composeTest } from './composeTest.ts';
import { type ServedSubgraph, serveTestSubgraph, type TestSubgraph } from './serveTestSubgraph.ts';
import { startTestServer, type TestServer } from './startTestServer.ts';

/** Subgraphs behind a gateway, over real sockets. */
export interface TestFederation {
  readonly supergraphSdl: string;
  readonly subgraphs: Readonly<Record<string, ServedSubgraph>>;
  readonly gateway: TongbanGateway;
  run(
    query: string,
    variables?: Record<string, unknown>,
    context?: Partial<GatewayRequestContext>,
  ): Promise<FormattedExecutionResult>;
  /** The same operation by Apollo's executor. */
  runReference(query: string, variables?: Record<string, unknown>): Promise<FormattedExecutionResult>;
  close(): Promise<void>;
}

/** Composes and serves subgraphs, and puts our gateway (and, when asked, the reference) before them. */
export async function startTestFederation(
  definitions: Readonly<Record<string, TestSubgraph>>,
  options: Partial<TongbanGatewayOptions> & { readonly client?: HttpUpstreamClient } = {},
): Promise<TestFederation> {
  const names = Object.keys(definitions);
  const served = await Promise.all(Object.values(definitions).map(serveTestSubgraph));
  const subgraphs = Object.fromEntries(served.map((subgraph, index) => [names[index] ?? '', subgraph]));
  const supergraphSdl = composeTest(
    Object.entries(definitions).map(([name, { sdl }]) => ({ name, sdl, url: subgraphs[name]?.url ?? '' })),
  );
  const client = options.client ?? new HttpUpstreamClient();
  const gateway = new TongbanGateway({ supergraphSdl, ...options, client });
  const server = await startTestServer(gateway);
  let reference: TestServer | undefined;
  return {
    supergraphSdl,
    subgraphs,
    gateway,
    run: (query, variables, context) => server.execute(query, variables, context),
    runReference: async (query, variables) => {
      reference ??= await startTestServer(
        new TongbanGateway({ supergraphSdl, ...options, client, executor: 'reference' }),
      );
      return reference.execute(query, variables);
    },
    close: async () => {
      await Promise.all([server.stop(), reference?.stop()]);
      await client.close();
      await Promise.all(served.map((subgraph) => subgraph.close()));
    },
  };
}
