import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { InMemoryLRUCache } from '@apollo/utils.keyvaluecache';
import { type DocumentNode, GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { countNodes } from '../../execute/countNodes.ts';
import type { GatewayRequestContext } from '../../GatewayRequestContext.ts';
import { dropLocations } from '../../plan/dropLocations.ts';
import { describeFault } from '../describeFault.ts';
import type { EdgeLimits } from '../edgeLimits.ts';

export interface ApolloServerSettings {
  readonly gateway: GatewayInterface;
  readonly introspection: boolean;
  /** Those of the moment. */
  readonly limits: Pick<EdgeLimits, 'tokens'>;
  readonly logger: Logger;
}

/** Of documents that need not be read again, roughly. */
const DOCUMENT_BYTES = 20 * 2 ** 20;
const BYTES_OF_A_NODE = 100;

/** Of the texts that documents were read from: a long name in one keeps all of its text in memory. */
const textLengths = new WeakMap<DocumentNode, number>();

/** Apollo Server as the pipeline from text to answer, with everything off that reports, decorates or tells too much. */
export function createApolloServer({
  gateway,
  introspection,
  limits,
  logger,
}: ApolloServerSettings): ApolloServer<GatewayRequestContext> {
  return new ApolloServer<GatewayRequestContext>({
    gateway,
    introspection,
    nodeEnv: 'production',
    hideSchemaDetailsFromClientErrors: !introspection,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    // By default it is bounded by what documents would be as JSON, which is written each time to know that.
    documentStore: new InMemoryLRUCache<DocumentNode>({
      maxSize: DOCUMENT_BYTES,
      sizeCalculation: (document) =>
        BYTES_OF_A_NODE * countNodes(document) + 2 * (textLengths.get(document) ?? 0),
    }),
    stopOnTerminationSignals: false,
    parseOptions: {
      get maxTokens() {
        return limits.tokens;
      },
    },
    formatError: keepCode,
    logger: quietLogger(logger),
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      forgetLocations,
      logFaults(logger),
    ],
  });
}

/** Apollo's executor passes thrown errors on as they are, and Apollo Server knows none of our codes. */
function keepCode(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const original = unwrapResolverError(error);
  return original instanceof TongbanError ? { ...formatted, extensions: original.toExtensions() } : formatted;
}

/** What is valid is kept, by Apollo Server and by us, for as long as it is asked for. */
const forgetLocations: ApolloServerPlugin<GatewayRequestContext> = {
  requestDidStart: async () => ({
    validationDidStart:
      async ({ document }) =>
      async (problems) => {
        if (problems !== undefined) return;
        textLengths.set(document, document.loc?.source.body.length ?? 0);
        dropLocations(document);
      },
  }),
};

/** The client learns a code; the operator learns where an unforeseen error was thrown. */
function logFaults(logger: Logger): ApolloServerPlugin<GatewayRequestContext> {
  return {
    requestDidStart: async ({ contextValue: { requestId } }) => ({
      didEncounterErrors: async ({ errors }) => {
        for (const { originalError } of errors) {
          if (originalError === undefined || originalError instanceof GraphQLError) continue;
          if (originalError instanceof TongbanError) continue;
          logger.error({ requestId, err: describeFault(originalError) }, 'an operation failed');
        }
      },
    }),
  };
}

/** Apollo's own lines may quote requests, so their text stays out of the log. */
function quietLogger(logger: Logger): Pick<Logger, 'debug' | 'info' | 'warn' | 'error'> {
  const say = (level: 'warn' | 'error') => (): void => logger[level]('the GraphQL server reported a problem');
  return { debug: () => {}, info: () => {}, warn: say('warn'), error: say('error') };
}
