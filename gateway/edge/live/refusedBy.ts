import type { GraphQLFormattedError } from 'graphql';
import type { TongbanError } from '../../../domain/TongbanError.ts';
import type { StreamContext } from '../../execute/subscribeOperation.ts';
import { messageFor } from '../messageFor.ts';

/** The wire form of what this gateway refuses on a connection that is kept open. */
export function refusedBy(
  error: TongbanError,
  { language, requestId }: Pick<StreamContext, 'language' | 'requestId'>,
): GraphQLFormattedError {
  return {
    message: messageFor(error, language),
    extensions: { ...error.toExtensions(), traceId: requestId },
  };
}
