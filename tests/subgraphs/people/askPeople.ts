import type { CallContextCaller } from '../../../domain/callContext.ts';
import type { SubgraphServer } from '../../../subgraphs/serveSubgraph.ts';
import { deriveContextKey } from '../../../subgraphs/serving/deriveContextKey.ts';
import { callSubgraph } from '../serving/callSubgraph.ts';
import { signTestContext } from '../serving/signTestContext.ts';
import { testContext } from '../serving/testContext.ts';
import { secrets } from './secrets.ts';

const CONTEXT_KEY = deriveContextKey(secrets.contextMaster, 'people');

/** Asks the people subgraph in the name of a caller. @returns the body of its answer. */
export async function askPeople(
  server: SubgraphServer,
  caller: CallContextCaller | null,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<unknown> {
  const context = signTestContext(testContext('people', { caller }), CONTEXT_KEY);
  return (await callSubgraph(`${server.url}/graphql`, context, query, variables)).body;
}
