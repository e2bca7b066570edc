import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import { deriveContextKey } from '../subgraphs/serving/deriveContextKey.ts';
import { createSubmitRequest } from './createSubmitRequest.ts';
import { moveInput } from './moveInput.ts';

const SENDERS = 16;
const CALLER = { issuer: 'bench', subject: 'bench', portal: 'bench', scopes: [], purpose: 'self' } as const;

export interface CasesTarget {
  readonly url: string;
  /** The master of context keys, base64. */
  readonly master: string;
}

/** Submits cases between pairs of provinces, 16 at a time, as the gateway would. @returns ms each one took. */
export async function submitCases({ url, master }: CasesTarget, count: number): Promise<readonly number[]> {
  const contextKey = deriveContextKey(new Uint8Array(Buffer.from(master, 'base64')), 'cases');
  const dispatcher = new Agent({ connections: SENDERS });
  const waits: number[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: SENDERS }, async () => {
      for (let number = next++; number < count; number = next++) waits.push(await submit(number));
    }),
  );
  await dispatcher.close();
  return waits;

  async function submit(number: number): Promise<number> {
    const startedAt = performance.now();
    const { statusCode, body } = await request(`${url}/graphql`, {
      dispatcher,
      method: 'POST',
      ...createSubmitRequest(
        { contextKey, caller: CALLER },
        { ...moveInput(number), idempotencyKey: randomUUID() },
      ),
    });
    const text = await body.text();
    if (statusCode !== 200 || text.includes('"errors"'))
      throw new Error(`a submit was refused: ${text.slice(0, 300)}`);
    return performance.now() - startedAt;
  }
}
