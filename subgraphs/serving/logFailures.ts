import type { ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { type GraphQLError, Kind } from 'graphql';
import type { Logger } from 'pino';
import type { ErrorCode } from '../../domain/errorCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { describeError } from './describeError.ts';

/** What somebody has to look into whose only trace is this log: the caller is not told the reason. */
const WORTH_A_WARNING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'JURISDICTION_REJECTED',
  'JURISDICTION_BAD_RESPONSE',
  'BAD_ENCODING',
  'IDENTITY_MISMATCH',
  'FORBIDDEN',
]);

/** A system's own codes are short; what is longer may be anything, a number of somebody among it. */
const UPSTREAM_CODE = /^[\w .-]{1,16}$/;

/**
 * The caller learns a code; the operator learns where an unexpected error was thrown, and why a place refused, once per
 * request however many fields it cost.
 */
export function logFailures<Context extends object>(logger: Logger): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async ({ request }) => ({
      didEncounterErrors: async ({ errors }) => {
        const requestId = request.http?.headers.get('x-request-id');
        const told = new Set<string>();
        for (const error of errors) {
          const original = unwrapResolverError(error);
          if (!(original instanceof TongbanError && WORTH_A_WARNING.has(original.code))) {
            logFailure(logger, { error, original, requestId });
            continue;
          }
          const refusal = describeRefusal(original);
          const text = JSON.stringify(refusal);
          if (told.has(text)) continue;
          told.add(text);
          logger.warn({ requestId, field: fieldOf(error), ...refusal }, 'a place failed');
        }
      },
    }),
  };
}

function logFailure(
  logger: Logger,
  {
    error,
    original,
    requestId,
  }: { readonly error: GraphQLError; readonly original: unknown; readonly requestId: string | undefined },
): void {
  const expected = original instanceof TongbanError && original.code !== 'INTERNAL_SERVER_ERROR';
  const level = expected || error.path === undefined ? 'debug' : 'error';
  logger[level]({ requestId, field: fieldOf(error), error: describeError(original) }, 'a field failed');
}

function describeRefusal({ code, jurisdiction, upstreamCode, message, cause }: TongbanError) {
  return {
    jurisdiction,
    code,
    ...(upstreamCode === undefined
      ? {}
      : { upstreamCode: UPSTREAM_CODE.test(upstreamCode) ? upstreamCode : 'of another form' }),
    reason: cause instanceof TongbanError ? cause.message : message,
  };
}

/** By its name in the schema: in the path it stands under an alias, which a client may have chosen for a person. */
function fieldOf({ path, nodes }: GraphQLError): string | undefined {
  const [node] = nodes ?? [];
  return path !== undefined && node?.kind === Kind.FIELD ? node.name.value : undefined;
}
