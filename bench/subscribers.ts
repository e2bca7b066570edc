import { Agent, request } from 'node:http';
import { WebSocket } from 'ws';

/** One client. @param onEvent - told of each event, and whether it came without errors. @returns what lets it leave. */
export type Subscribe = (
  url: string,
  query: string,
  onEvent: (isWhole: boolean) => void,
) => Promise<() => void>;

const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });

/** Ways in which clients subscribe; each client has a connection of its own. */
export const SUBSCRIBERS: Readonly<Record<string, Subscribe>> = {
  SSE: (url, query, onEvent) =>
    new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', accept: 'text/event-stream' };
      const call = request(`${url}/stream`, { method: 'POST', agent, headers }, (response) => {
        if (response.statusCode !== 200) {
          reject(new Error(`the gateway answers ${response.statusCode} to a subscription`));
          return;
        }
        response.on('data', (bytes: Buffer) => {
          if (bytes.includes('event: next')) onEvent(isWhole(bytes));
        });
        response.on('error', () => undefined);
        resolve(() => call.destroy());
      });
      call.on('error', reject);
      call.end(JSON.stringify({ query }));
    }),
  WebSocket: (url, query, onEvent) =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws', {
        perMessageDeflate: false,
      });
      socket.once('open', () => socket.send('{"type":"connection_init"}'));
      socket.on('message', (bytes: Buffer) => {
        if (bytes.includes('"next"')) onEvent(isWhole(bytes));
        if (!bytes.includes('"connection_ack"')) return;
        socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query } }));
        resolve(() => socket.terminate());
      });
      socket.once('error', reject);
      socket.once('close', (code) => reject(new Error(`the gateway closed a WebSocket with ${code}`)));
    }),
};

const isWhole = (bytes: Buffer): boolean => bytes.includes('"data":') && !bytes.includes('"errors":');
