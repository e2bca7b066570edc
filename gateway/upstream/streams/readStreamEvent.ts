import { TongbanError } from '../../../domain/TongbanError.ts';
import { isGraphqlResult } from '../isGraphqlResult.ts';
import type { StreamEvent } from './EventStreamParser.ts';
import { isEventId } from './isEventId.ts';
import type { StreamMessage } from './StreamTransport.ts';

/**
 * What an event of GraphQL over SSE means (distinct connections).
 *
 * @returns `complete` at the end; `null` for events that are none of GraphQL's.
 * @throws {TongbanError} JURISDICTION_BAD_RESPONSE where the event is no GraphQL response.
 */
export function readStreamEvent(
  { event, id, data }: StreamEvent,
  service: string,
): StreamMessage | 'complete' | null {
  const position = isEventId(id) ? id : null;
  if (event === 'complete') return 'complete';
  if (event === 'next') return { id: position, result: readResult(data, service) };
  return data === '' && position !== null ? { id: position, result: null } : null;
}

function readResult(data: string, service: string) {
  const result = parseJson(data);
  if (isGraphqlResult(result)) return result;
  throw new TongbanError(
    'JURISDICTION_BAD_RESPONSE',
    `The stream of ${service} has an event that is no GraphQL response`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
