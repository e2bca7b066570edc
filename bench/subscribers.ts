import { Agent, request } from 'node:http';
import { WebSocket } from 'ws';
import { TICKS } from '../tests/gateway/live/support/names.ts';

/** One client: told of by `onEvent` each time it is told of something. */
export type Subscribe = (url: string, onEvent: () => void) => Promise<() => void>;

const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });

/** Ways in which clients subscribe; each client has a connection of its own. */
export const SUBSCRIBERS: Readonly<Record<string, Subscribe>> = {
  SSE: (url, onEvent) =>
    new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', accept: 'text/event-stream' };
      const call = request(`${url}/graphql/stream`, { method: 'POST', agent, headers }, (response) => {
        response.on('data', (bytes: Buffer) => {
          if (bytes.includes('event: next')) onEvent();
        });
        response.on('error', () => undefined);
        resolve(() => call.destroy());
      });
      call.on('error', reject);
      call.end(JSON.stringify({ query: TICKS }));
    }),
  WebSocket: (url, onEvent) =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
        perMessageDeflate: false,
      });
      socket.once('open', () => socket.send('{"type":"connection_init"}'));
      socket.on('message', (bytes: Buffer) => {
        if (bytes.includes('"next"')) onEvent();
        if (!bytes.includes('"connection_ack"')) return;
        socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: TICKS } }));
        resolve(() => socket.terminate());
      });
      socket.once('error', reject);
    }),
};
