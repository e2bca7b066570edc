import { Agent } from 'undici';
import { CALL_CONTEXT_HEADER, type CallContextCaller } from '../../../domain/callContext.ts';
import { limitTime } from '../../../domain/limitTime.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { signCallContext } from '../../serving/signCallContext.ts';

const MAX_ANSWER_BYTES = 4 * 1_024 * 1_024;

/** One server of ours, as another one calls it. */
export interface CallTarget {
  readonly url: string;
  /** As the server verifies it: `people`, `housing-fund/4307`. */
  readonly audience: string;
  readonly contextKey: Uint8Array;
}

export interface JsonCall {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Behind the target's URL; default none. */
  readonly path?: string;
  /** Sent as JSON; none with GET. */
  readonly body?: unknown;
  /** For whom: `null` for nobody. */
  readonly caller: CallContextCaller | null;
  readonly requestId: string;
}

export interface JsonAnswer {
  readonly status: number;
  /** `undefined` where the body is no JSON. */
  readonly body: unknown;
}

/** Calls other servers of ours: signed, bounded in time and size. Never repeats anything by itself. */
export class JsonCaller {
  readonly #agent: Agent;
  readonly #timeoutMs: number;
  readonly #now: () => number;

  constructor({
    timeoutMs,
    connections,
    now,
  }: { timeoutMs: number; connections: number; now: () => number }) {
    this.#timeoutMs = timeoutMs;
    this.#now = now;
    this.#agent = new Agent({
      connections,
      pipelining: 1,
      keepAliveTimeout: 10_000,
      connect: { timeout: 2_000 },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
  }

  /**
   * @throws {TongbanError} JURISDICTION_UNAVAILABLE when there was no answer: whether the call arrived cannot be told;
   *   what the signal fires with.
   */
  async call(
    target: CallTarget,
    { method, path, body, caller, requestId }: JsonCall,
    signal: AbortSignal,
  ): Promise<JsonAnswer> {
    const url = new URL(`${target.url}${path ?? ''}`);
    const deadline = limitTime(signal, this.#timeoutMs);
    try {
      const response = await this.#agent.request({
        origin: url.origin,
        path: url.pathname,
        method,
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          [CALL_CONTEXT_HEADER]: signCallContext({
            ...target,
            caller,
            requestId,
            budgetMs: this.#timeoutMs,
            now: this.#now(),
          }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: deadline.signal,
      });
      return { status: response.statusCode, body: await readJson(response.body) };
    } catch (cause) {
      signal.throwIfAborted();
      throw new TongbanError('JURISDICTION_UNAVAILABLE', `${target.audience} did not answer`, { cause });
    } finally {
      deadline.release();
    }
  }

  /** Ends at once: calls under way fail. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

/** Leaving the loop by an error destroys the socket, so no byte beyond the cap is read. */
async function readJson(body: AsyncIterable<Uint8Array>): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ANSWER_BYTES) throw new RangeError('the answer is too long');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}
