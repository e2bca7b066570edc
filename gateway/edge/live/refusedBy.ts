import type { GraphQLFormattedError } from 'graphql';
import { ERROR_KINDS } from '../../../domain/errorCode.ts';
import type { TongbanError } from '../../../domain/TongbanError.ts';
import type { StreamContext } from '../../execute/subscribeOperation.ts';

/** The wire form of what this gateway refuses on a connection that is kept open. */
export function refusedBy(
  error: TongbanError,
  { language, requestId }: Pick<StreamContext, 'language' | 'requestId'>,
): GraphQLFormattedError {
  const { zh } = ERROR_KINDS[error.code];
  return {
    message: language === 'en' ? error.message : `${zh}: ${error.message}`,
    extensions: { ...error.toExtensions(), traceId: requestId },
  };
}
