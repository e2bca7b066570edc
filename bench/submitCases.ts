import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import { CALL_CONTEXT_HEADER } from '../domain/callContext.ts';
import { PROVINCES } from '../domain/provinces.ts';
import { deriveContextKey } from '../subgraphs/serving/deriveContextKey.ts';
import { signCallContext } from '../subgraphs/serving/signCallContext.ts';

const SENDERS = 16;
const MUTATION = `mutation ($input: SubmitCaseInput!) { submitCase(input: $input) { case { id } } }`;

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
    const context = signCallContext({
      audience: 'cases',
      contextKey,
      now: Date.now(),
      budgetMs: 10_000,
      requestId: randomUUID(),
      caller: { issuer: 'bench', subject: 'bench', portal: 'bench', scopes: [], purpose: 'self' },
    });
    const { statusCode, body } = await request(`${url}/graphql`, {
      dispatcher,
      method: 'POST',
      headers: { 'content-type': 'application/json', [CALL_CONTEXT_HEADER]: context },
      body: JSON.stringify({ query: MUTATION, variables: { input: inputOf(number) } }),
    });
    const text = await body.text();
    if (statusCode !== 200 || text.includes('"errors"'))
      throw new Error(`a submit was refused: ${text.slice(0, 300)}`);
    return performance.now() - startedAt;
  }
}

function inputOf(number: number) {
  const codes = PROVINCES.map(({ code2 }) => `${code2}0000`);
  return {
    item: 'hukou-move-job',
    acceptingDivision: codes[number % codes.length],
    owningDivision: codes[(number * 7 + 3) % codes.length],
    channel: 'PORTAL',
    form: { toAddress: '某市某区某路某号' },
    idempotencyKey: randomUUID(),
  };
}
