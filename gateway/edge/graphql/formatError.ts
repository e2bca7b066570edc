import type { GraphQLFormattedError } from 'graphql';
import { ERROR_KINDS, type ErrorCode, isErrorCode } from '../../../domain/errorCode.ts';
import type { CallOrigin } from '../../CallOrigin.ts';
import { cleanExtensions } from '../../execute/cleanExtensions.ts';
import { upstreamMessage } from '../../execute/upstreamMessage.ts';
import { explainUnsupported } from './explainUnsupported.ts';
import { withoutValues } from './withoutValues.ts';

/** Codes about the request itself, whose messages come from graphql-js and explain what its sender has to mend. */
const ABOUT_THE_REQUEST: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
] satisfies ErrorCode[]);

/**
 * Writes one error as it leaves the gateway.
 *
 * Errors of our executor are complete already. Errors that an upstream gave keep their code where our list
 * has it, and lose whatever tells about the inside. Everything unforeseen becomes INTERNAL_SERVER_ERROR and says nothing more.
 */
export function formatError(error: GraphQLFormattedError, context: CallOrigin): GraphQLFormattedError {
  const { message, locations, path, extensions = {} } = error;
  const place = { ...(locations && { locations }), ...(path && { path }) };
  if (extensions['traceId'] !== undefined) return { message, ...place, extensions };

  const service = extensions['service'] ?? extensions['serviceName'];
  if (typeof service === 'string') {
    const kept = cleanExtensions(extensions, service, context);
    return { message: upstreamMessage({ message, extensions }, context), ...place, extensions: kept };
  }
  const given = extensions['code'];
  const code = isErrorCode(given) ? given : 'INTERNAL_SERVER_ERROR';
  const { origin, retryable, zh, en } = ERROR_KINDS[code];
  const neutral = context.language === 'zh-CN' ? zh : en;
  return {
    message: ABOUT_THE_REQUEST.has(code) ? explainUnsupported(withoutValues(message)) : neutral,
    ...place,
    extensions: { code, origin, retryable, traceId: context.requestId },
  };
}
