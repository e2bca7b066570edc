import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const READY_MS = 60_000;

/** Where a gateway process answers GraphQL, as it tells once it is ready. @throws {Error} with what it said instead, after a minute. */
export async function toldGatewayUrl({ stdout }: ChildProcess): Promise<string> {
  let text = '';
  stdout?.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  for (const until = performance.now() + READY_MS; performance.now() < until; await sleep(50)) {
    const url = /tongban gateway: (http:\S+)/.exec(text)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error(`the gateway is not ready: ${text}`);
}
