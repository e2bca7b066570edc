import { type FormattedExecutionResult, type GraphQLSchema, graphql } from 'graphql';
import type { UpstreamClient } from '../../../../gateway/upstream/UpstreamClient.ts';

/** A port that executes subgraphs in this process: hundreds of worlds, no sockets. */
export function clientOf(schemas: Readonly<Record<string, GraphQLSchema>>): UpstreamClient {
  return {
    send: async ({ service, query, variables: variableValues }) => {
      const schema = schemas[service];
      if (schema === undefined) throw new Error(`no ${service}`);
      const answer = await graphql({ schema, source: query, variableValues });
      return JSON.parse(JSON.stringify(answer)) as FormattedExecutionResult;
    },
  };
}
