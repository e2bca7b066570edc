import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { AdapterResources } from '../AdapterResources.ts';
import { isNotSent } from '../transport/isNotSent.ts';
import type { RequestBook } from './RequestBook.ts';

/** Holders that may wait to be asked about; who comes later is asked about at a later read. */
const MAX_WAITING = 5_000;

/** One request to a system whose answer comes later. */
export interface LaterRequest {
  /** Our own number, which the answer will carry; noted already. */
  readonly reference: string;
  readonly facet: string;
  /** One to `limit`. */
  readonly holders: readonly HolderIdentity[];
}

export interface MissingHoldersOptions {
  readonly requests: RequestBook;
  /** A fresh reference in the dialect's form, never the same twice among all replicas. */
  readonly createReference: () => string | Promise<string>;
  /** Milliseconds after which a holder whose answer has not come may be asked about again. */
  readonly againAfterMs: number;
  /** Holders per request. */
  readonly limit: number;
  /**
   * Sends the request; resolves when the system has taken it.
   *
   * @throws {TongbanError} one that was certainly not sent, or that the system refused for a while, frees the holders at
   *   once. After a refusal that no repetition helps, and where nobody can tell whether the system took the request,
   *   they rest for `againAfterMs` as after a success.
   */
  readonly send: (request: LaterRequest) => Promise<void>;
  /** Whether it does no harm to ask twice, so that nobody need rest where nobody can tell; default `false`. */
  readonly isRepeatable?: boolean;
  readonly onFault: AdapterResources['onInboundFault'];
}

/**
 * Asks a system about holders that it has told us nothing about: each once among all replicas, in the background.
 *
 * One request of a facet is under way at a time; who is missed meanwhile goes together into the next.
 */
export class MissingHolders {
  readonly #options: MissingHoldersOptions;
  readonly #waiting = new Map<string, Map<string, HolderIdentity>>();
  readonly #running = new Map<string, Promise<void>>();
  #isStopped = false;

  constructor(options: MissingHoldersOptions) {
    this.#options = options;
  }

  /** Returns at once and never throws; what goes wrong is told to `onFault`. */
  ask(facet: string, holders: readonly HolderIdentity[]): void {
    if (this.#isStopped) return;
    const waiting = this.#waiting.get(facet) ?? new Map<string, HolderIdentity>();
    this.#waiting.set(facet, waiting);
    for (const holder of holders) {
      if (waiting.size < MAX_WAITING) waiting.set(`${holder.kind} ${holder.number}`, holder);
    }
    if (waiting.size > 0 && !this.#running.has(facet)) this.#running.set(facet, this.#drain(facet, waiting));
  }

  /** Resolves when nothing is under way and nobody waits. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  /** Asks about nobody new and waits for the requests that are under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const waiting of this.#waiting.values()) waiting.clear();
    await this.settled();
  }

  async #drain(facet: string, waiting: Map<string, HolderIdentity>): Promise<void> {
    while (waiting.size > 0) {
      const batch = [...waiting].slice(0, this.#options.limit);
      for (const [key] of batch) waiting.delete(key);
      await this.#request(
        facet,
        batch.map(([, holder]) => holder),
      );
    }
    this.#running.delete(facet);
  }

  async #request(facet: string, missing: readonly HolderIdentity[]): Promise<void> {
    const { requests, createReference, againAfterMs, send, isRepeatable = false, onFault } = this.#options;
    try {
      const reference = await createReference();
      const holders = await requests.claim({ reference, facet, againAfterMs }, missing);
      if (holders.length === 0) return;
      await send({ reference, facet, holders }).catch(async (error: unknown) => {
        await (mayBeRepeated(error, isRepeatable) ? requests.release(reference) : requests.sent(reference));
        throw error;
      });
      await requests.sent(reference);
    } catch (error) {
      onFault({ kind: 'request', reason: reasonOf(error) });
    }
  }
}

/** The system's own code proves that it refused. */
function mayBeRepeated(error: unknown, isRepeatable: boolean): boolean {
  if (isNotSent(error)) return true;
  if (!(error instanceof TongbanError) || !error.retryable) return false;
  return isRepeatable || error.upstreamCode !== undefined;
}

/** Only the messages of our own errors are known to be free of personal data. */
function reasonOf(error: unknown): string {
  return error instanceof TongbanError ? error.message : 'a request about missing holders failed on our side';
}
