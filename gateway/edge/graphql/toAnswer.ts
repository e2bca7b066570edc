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
  return {
    status: data === undefined ? statusOf(errors[0]?.extensions?.['code'], mediaType) : 200,
    headers: { 'content-type': `${mediaType.name}; charset=utf-8` },
    body: JSON.stringify({
      ...(errors.length > 0 && { errors }),
      ...(data !== undefined && { data }),
      ...keptExtensions(result),
    }),
    codes: codesOf(errors),
  };
}
