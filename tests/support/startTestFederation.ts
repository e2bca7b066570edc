import type { FormattedExecutionResult } from 'graphql';
import type { AnsweredOperation } from '../../gateway/fast/AnsweredOperation.ts';
import type { GatewayRequestContext } from '../../gateway/GatewayRequestContext.ts';
import { TongbanGateway, type TongbanGatewayOptions } from '../../gateway/TongbanGateway.ts';
import { HttpUpstreamClient } from '../../gateway/upstream/HttpUpstreamClient.ts';
import { composeTest } from './composeTest.ts';
import { LaneWitness } from './LaneWitness.ts';
import { type ServedSubgraph, serveTestSubgraph, type TestSubgraph } from './serveTestSubgraph.ts';
import { startTestServer, type TestServer } from './startTestServer.ts';

/** Subgraphs behind a gateway, over real sockets. */
export interface TestFederation {
  readonly supergraphSdl: string;
  readonly subgraphs: Readonly<Record<string, ServedSubgraph>>;
  readonly gateway: TongbanGateway;
  /** Sees to it that the fast lane answers alike; `null` where what is set is not for this lane. */
  readonly lane: LaneWitness | null;
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
  const lane = isForLanes(options) ? await LaneWitness.start(supergraphSdl, options.overrideLabels) : null;
  let answered: AnsweredOperation | undefined;
  const onAnswered = (operation: AnsweredOperation) => {
    answered = operation;
  };
  const gateway = new TongbanGateway({ supergraphSdl, onAnswered, ...options, client });
  const { generationId } = gateway.state;
  /** One that another one runs beside cannot tell whose answers are whose. */
  let [begun, under] = [0, 0];
  const server = await startTestServer(gateway);
  let reference: TestServer | undefined;
  return {
    supergraphSdl,
    subgraphs,
    gateway,
    lane,
    run: async (query, variables = {}, context) => {
      const from = Object.entries(subgraphs).map(([name, { answers }]) => [name, answers.length] as const);
      const isAlone = under === 0;
      begun++;
      under++;
      const number = begun;
      answered = undefined;
      const result = await server.execute(query, variables, context).finally(() => {
        under--;
      });
      const isSame = generationId === gateway.state.generationId;
      if (lane !== null && isAlone && number === begun && context === undefined && isSame) {
        const told = from.map(
          ([name, count]) => [name, subgraphs[name]?.answers.slice(count) ?? []] as const,
        );
        await lane.check({ query, variables, result, answered, told: Object.fromEntries(told) });
      }
      return result;
    },
    runReference: async (query, variables) => {
      reference ??= await startTestServer(
        new TongbanGateway({ supergraphSdl, ...options, client, executor: 'reference' }),
      );
      return reference.execute(query, variables);
    },
    close: async () => {
      await Promise.all([server.stop(), reference?.stop(), lane?.close()]);
      await client.close();
      await Promise.all(served.map((subgraph) => subgraph.close()));
    },
  };
}

/** What a client, a cache or an executor of a test's own makes of requests is not repeated. */
const isForLanes = ({
  executor,
  entityCache,
  entityFetcherFor,
  urlFor,
  client,
}: Partial<TongbanGatewayOptions>) =>
  executor !== 'reference' &&
  [entityCache, entityFetcherFor, urlFor, client].every((one) => one === undefined);
