import type { CallContextCaller } from '../../../../domain/callContext.ts';
import { deriveContextKey } from '../../../../subgraphs/serving/deriveContextKey.ts';
import { type EventReader, readEvents } from '../../../gateway/live/support/readEvents.ts';
import { secrets } from '../../people/secrets.ts';
import { signTestContext } from '../../serving/signTestContext.ts';
import { testContext } from '../../serving/testContext.ts';

export interface Listener extends EventReader {
  leave(): void;
}

export interface ListenOptions {
  readonly caller: CallContextCaller | null;
  readonly id?: string;
  readonly after?: string;
  readonly lastEventId?: string;
}

const QUERY = `subscription ($id: ID, $after: String) {
  caseUpdated(id: $id, after: $after) { cursor case { id version status parties { role holder { id } } } }
}`;

/** Listens at a server of cases as the gateway does. */
export async function listen(
  url: string,
  { caller, id, after, lastEventId }: ListenOptions,
): Promise<Listener> {
  const client = new AbortController();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    signal: client.signal,
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      'tongban-context': signTestContext(
        testContext('cases', { caller }),
        deriveContextKey(secrets.contextMaster, 'cases'),
      ),
      ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
    },
    body: JSON.stringify({ query: QUERY, variables: { id, after } }),
  });
  return { ...readEvents(response), leave: () => client.abort() };
}
