import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { createSubmitRequest, type Submitter } from './createSubmitRequest.ts';
import { cutSubmit } from './cutSubmit.ts';

const SENDERS = 16;
/** Of all submits; every fifth and every twentieth of the others. */
const RESENT_EVERY = 5;
const CUT_EVERY = 20;
const MOST_TRIES = 30;
const RETRY_MS = 200;

export interface Storm extends Submitter {
  /** Of the server of cases. */
  readonly url: string;
  readonly count: number;
  /** What is handed in, without its key. */
  inputOf(number: number): object;
}

/** What portals came away with. */
export interface StormReport {
  /** Of the cases that were acknowledged, one per submit. */
  readonly ids: readonly string[];
  readonly resent: number;
  readonly cut: number;
  /** Requests that left, answered or not. */
  readonly requests: number;
  /** Answers that told the portal to try again, which it did. */
  readonly putOff: number;
  /** Submits that were answered twice, and not the same. */
  readonly contradicted: number;
}

/**
 * Hands cases in as bad networks do, 16 at a time: of every hundred, 20 are sent twice, half of them at the same moment, and
 * of 5 the connection is cut, while they are sent, as they arrive or while they are worked on, and they are sent again.
 *
 * @throws {Error} when one is refused.
 */
export async function stormCases({ url, count, inputOf, ...submitter }: Storm): Promise<StormReport> {
  const dispatcher = new Agent({ connections: SENDERS * 2 });
  const report = {
    ids: new Array<string>(count).fill(''),
    resent: 0,
    cut: 0,
    requests: 0,
    putOff: 0,
    contradicted: 0,
  };
  let next = 0;
  await Promise.all(
    Array.from({ length: SENDERS }, async () => {
      for (let number = next++; number < count; number = next++) report.ids[number] = await handIn(number);
    }),
  );
  await dispatcher.close();
  return report;

  async function handIn(number: number): Promise<string> {
    const input = { ...inputOf(number), idempotencyKey: randomUUID() };
    if (number % CUT_EVERY === 1) {
      report.cut += 1;
      report.requests += 1;
      await cutSubmit(url, createSubmitRequest(submitter, input), number / CUT_EVERY);
    }
    if (number % RESENT_EVERY !== 0) return submit(input);
    report.resent += 1;
    const isAtOnce = number % (RESENT_EVERY * 2) === 0;
    const first = submit(input);
    if (!isAtOnce) await first;
    const [one, other] = await Promise.all([first, submit(input)]);
    if (one !== other) report.contradicted += 1;
    return one;
  }

  /** As a portal does: what may be tried again is, under the same key. */
  async function submit(input: object): Promise<string> {
    for (let tries = 1; ; tries += 1) {
      report.requests += 1;
      const { statusCode, body } = await request(`${url}/graphql`, {
        dispatcher,
        method: 'POST',
        ...createSubmitRequest(submitter, input),
      });
      const text = await body.text();
      const id = /"submitCase":\{"case":\{"id":"([^"]+)"/.exec(text)?.[1];
      if (statusCode === 200 && id !== undefined) return id;
      if (!text.includes('"retryable":true') || tries === MOST_TRIES)
        throw new Error(`a submit was refused: ${text.slice(0, 300)}`);
      report.putOff += 1;
      await pause(RETRY_MS);
    }
  }
}
