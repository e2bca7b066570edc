import { ApolloServer } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { formatSubgraphError } from './formatSubgraphError.ts';
import { logFailures } from './logFailures.ts';

export interface ApolloServerSettings {
  readonly schema: GraphQLSchema;
  /** Introspection and graphql-js' own messages; off in production. */
  readonly development: boolean;
  readonly logger: Logger;
}

/**
 * Apollo Server with everything off that reports, decorates or tells more than it has to.
 *
 * For the log a request is named by its header `x-request-id`.
 */
export function createApolloServer<Context extends object>(
  settings: ApolloServerSettings,
): ApolloServer<Context> {
  const { schema, development, logger } = settings;
  return new ApolloServer<Context>({
    schema,
    introspection: development,
    nodeEnv: 'production',
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !development,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    // Callers are authenticated by a signed header that no browser can be made to send.
    csrfPrevention: false,
    logger: quietLogger(logger),
    formatError: (formatted, error) =>
      formatSubgraphError(formatted, unwrapResolverError(error), development),
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      logFailures(logger),
    ],
  });
}

/** Apollo's own lines may quote requests, so their text stays out of the log. */
function quietLogger(logger: Logger): Pick<Logger, 'debug' | 'info' | 'warn' | 'error'> {
  const say = (level: 'debug' | 'warn' | 'error') => (): void =>
    logger[level]('the GraphQL server reported a problem');
  return { debug: () => {}, info: () => {}, warn: say('warn'), error: say('error') };
}
