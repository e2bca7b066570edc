import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a system can do about a step of which nobody knows. */
export const SYSTEM_KINDS = ['dedupes', 'can be asked', 'neither'] as const;
export type SystemKind = (typeof SYSTEM_KINDS)[number];

/** A tiny system that counts effects, on a real socket. */
export interface CountingSystem {
  readonly url: string;
  /** Business keys in the order in which they had an effect. */
  readonly effects: readonly string[];
  /** What it does with the answer to the next write. */
  setNext(mode: 'ANSWER' | 'DROP' | 'LATER'): void;
  close(): void;
}

/** Starts it: one effect per key where it dedupes, one per request otherwise. */
export async function startCountingSystem(kind: SystemKind): Promise<CountingSystem> {
  const effects: string[] = [];
  let next: Parameters<CountingSystem['setNext']>[0] = 'ANSWER';

  function answer({ method, url = '' }: IncomingMessage, response: ServerResponse): void {
    const key = url.slice(1);
    if (method === 'GET') {
      const isKnown = effects.includes(key);
      response.writeHead(isKnown ? 200 : 404).end(isKnown ? 'P1' : '');
      return;
    }
    const mode = next;
    next = 'ANSWER';
    if (kind !== 'dedupes' || !effects.includes(key)) effects.push(key);
    if (mode === 'DROP') response.destroy();
    else response.end(mode === 'LATER' ? 'later' : 'P1');
  }

  const server = createServer(answer);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    effects,
    setNext: (mode) => {
      next = mode;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
