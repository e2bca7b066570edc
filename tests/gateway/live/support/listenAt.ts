import { expect } from 'vitest';
import type { TestGateway } from '../../edge/support/startTestGateway.ts';
import { ASKING } from './asking.ts';
import { type EventReader, readEvents } from './readEvents.ts';

export interface Listener extends EventReader {
  leave(): void;
}

/** Opens an event stream and reads it. @param client - ends it. */
export async function listenAt(
  gateway: TestGateway,
  client: AbortController,
  query: string,
  { headers = {}, path = '/graphql/stream' }: { headers?: Record<string, string>; path?: string } = {},
): Promise<Listener> {
  const response = await gateway.get(path, {
    method: 'POST',
    signal: client.signal,
    headers: { ...ASKING, ...headers },
    body: JSON.stringify({ query }),
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  return { ...readEvents(response), leave: () => client.abort() };
}
