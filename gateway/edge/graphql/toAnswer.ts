import type { CallOrigin } from '../../CallOrigin.ts';
import type { Answer } from './Answer.ts';
import { codesOf } from './codesOf.ts';
import { formatError } from './formatError.ts';
import type { GraphqlResult } from './GraphqlResult.ts';
import { keptExtensions } from './keptExtensions.ts';
import type { MediaType } from './MediaType.ts';
import { statusOf } from './statusOf.ts';

/** Writes the answer to an operation. */
export function toAnswer(result: GraphqlResult, context: CallOrigin, mediaType: MediaType): Answer {
  const { data, errors: given = [] } = result;
  const errors = given.map((error) => formatError(error, context));
  const { code, retryAfter } = errors[0]?.extensions ?? {};
  const status = data === undefined ? statusOf(code, mediaType) : 200;
  const comeAgain = status === 429 || status === 503;
  return {
    status,
    headers: {
      'content-type': `${mediaType.name}; charset=utf-8`,
      ...(comeAgain && { 'retry-after': String(retryAfter ?? 1) }),
    },
    body: JSON.stringify({
      ...(errors.length > 0 && { errors }),
      ...(data !== undefined && { data }),
      ...keptExtensions(result),
    }),
    codes: codesOf(errors),
  };
}
