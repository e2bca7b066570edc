import { execute, type FormattedExecutionResult, type GraphQLSchema } from 'graphql';
import type { StreamTransport } from '../../../../gateway/upstream/streams/StreamTransport.ts';

/** What one subscription hears. */
const EVENTS = [0, 1, 2];

/**
 * A port through which each subgraph tells of a few events, in this process.
 *
 * @param onEvent - told of each before it happens.
 */
export function eventTransport(
  schemas: Readonly<Record<string, GraphQLSchema>>,
  onEvent: (event: number) => void,
): StreamTransport {
  return {
    canResume: false,
    open: async function* ({ service, document, variables: variableValues }) {
      const schema = schemas[service];
      if (schema === undefined) throw new Error(`no ${service}`);
      for (const event of EVENTS) {
        onEvent(event);
        const result = await execute({ schema, document, variableValues, rootValue: {} });
        yield { id: null, result: JSON.parse(JSON.stringify(result)) as FormattedExecutionResult };
      }
      return undefined;
    },
  };
}
