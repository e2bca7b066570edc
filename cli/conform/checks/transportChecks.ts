import { BREAKER_HEADER, parseBreakerStates } from '../../../domain/breakerStates.ts';
import type { Check } from '../Check.ts';
import { demand } from '../demand.ts';
import { Nonconformity } from '../Nonconformity.ts';

const QUERY = JSON.stringify({ query: '{ __typename }' });
const TOO_LONG = 16 * 1024 * 1024;
const NEXT = 'docs/connecting-a-place.md, "What the gateway relies on"';

/** HTTP around the operations. */
export const transportChecks: readonly Check[] = [
  {
    id: 'transport.content-type',
    title: 'answers are application/json',
    next: NEXT,
    run: async (session) => {
      const { headers, status } = await session.send(QUERY);
      const type = headers.get('content-type') ?? 'none';
      demand(status === 200, `HTTP ${status} for a valid operation`);
      demand(/^application\/(graphql-response\+)?json\s*(;|$)/i.test(type), 'another content type, or none');
      demand(headers.get('content-encoding') === null, 'a compressed answer that nobody asked for');
      return 'application/json';
    },
  },
  {
    id: 'transport.body-type',
    title: 'a body that is not application/json is refused',
    next: NEXT,
    run: async (session) => {
      const { status } = await session.send(QUERY, { headers: { 'content-type': 'text/plain' } });
      demand(status === 415 || status === 400, `HTTP ${status}, not 415`);
      return `HTTP ${status}`;
    },
  },
  {
    id: 'transport.method',
    title: 'only POST is answered',
    next: NEXT,
    run: async (session) => {
      const { status } = await session.send(undefined, { method: 'GET' });
      demand(status === 405 || status === 404, `HTTP ${status}, not 405`);
      return `HTTP ${status}`;
    },
  },
  {
    id: 'transport.body-cap',
    title: 'a body of 16 MiB is refused',
    next: 'cap request bodies; no operation of ours comes near 2 MiB',
    run: async (session) => {
      const body = JSON.stringify({ query: `{ __typename } #${'x'.repeat(TOO_LONG)}` });
      const status = await session.send(body).then((answer) => answer.status, closedWithoutAnswer);
      demand(status === null || status === 413, `HTTP ${status}, not 413`);
      return status === null ? 'the connection was closed' : 'HTTP 413';
    },
  },
  {
    id: 'transport.compact',
    title: 'JSON is compact',
    next: 'write JSON without blanks: it is read at every fan-out',
    run: async (session) => {
      const { text, isGraphql } = await session.graphql('{ _service { sdl } }');
      demand(isGraphql, 'no GraphQL answer');
      const blanks = Buffer.byteLength(text) - Buffer.byteLength(JSON.stringify(JSON.parse(text)));
      demand(blanks <= 1, `${blanks} bytes of blanks`);
      return 'no blanks';
    },
  },
  {
    id: 'transport.breakers',
    title: `the header ${BREAKER_HEADER} tells the states of breakers`,
    next: 'write it as domain/breakerStates.ts says, or leave it out',
    run: async (session) => {
      const { headers } = await session.send(QUERY);
      const header = headers.get(BREAKER_HEADER);
      if (header === null)
        return { noted: 'no such header: the gateway’s metrics will not show this place’s breakers' };
      const told = header.split(',').filter((entry) => entry.trim() !== '').length;
      const states = parseBreakerStates(header);
      demand(states.size === told, 'entries that are none');
      const open = [...states].filter(([, state]) => state !== 'closed').map(([operation]) => operation);
      return open.length === 0 ? `${told} breakers, all closed` : { noted: `not closed: ${open.join(', ')}` };
    },
  },
];

/** A server may close on a body that is far too long; the sender then sees no status. */
function closedWithoutAnswer(error: unknown): null {
  if (error instanceof Nonconformity && error.isBrokenConnection) return null;
  throw error;
}
