import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { type GraphQLError, type GraphQLSchema, Kind } from 'graphql';
import type { Logger } from 'pino';
import { TongbanError } from '../../domain/TongbanError.ts';
import { describeError } from './describeError.ts';
import { formatSubgraphError } from './formatSubgraphError.ts';

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

/** The caller learns a code; the operator learns where an unexpected error was thrown. */
function logFailures<Context extends object>(logger: Logger): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async ({ request }) => ({
      didEncounterErrors: async ({ errors }) => {
        for (const error of errors) logFailure(logger, error, request.http?.headers.get('x-request-id'));
      },
    }),
  };
}

function logFailure(logger: Logger, error: GraphQLError, requestId: string | undefined): void {
  const original = unwrapResolverError(error);
  const expected = original instanceof TongbanError && original.code !== 'INTERNAL_SERVER_ERROR';
  const level = expected || error.path === undefined ? 'debug' : 'error';
  logger[level]({ requestId, field: fieldOf(error), error: describeError(original) }, 'a field failed');
}

/** By its name in the schema: in the path it stands under an alias, which a client may have chosen for a person. */
function fieldOf({ path, nodes }: GraphQLError): string | undefined {
  const [node] = nodes ?? [];
  return path !== undefined && node?.kind === Kind.FIELD ? node.name.value : undefined;
}

/** Apollo's own lines may quote requests, so their text stays out of the log. */
function quietLogger(logger: Logger): Pick<Logger, 'debug' | 'info' | 'warn' | 'error'> {
  const say = (level: 'debug' | 'warn' | 'error') => (): void =>
    logger[level]('the GraphQL server reported a problem');
  return { debug: () => {}, info: () => {}, warn: say('warn'), error: say('error') };
}
