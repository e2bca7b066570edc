import type { AdapterResources } from '../AdapterResources.ts';
import type { Clock } from '../transport/Clock.ts';
import type { ExchangeRefusal, ExchangeTable } from '../transport/exchange-table/ExchangeTable.ts';
import { momentOrNull } from './momentOrNull.ts';
import type { PlaceStore } from './PlaceStore.ts';

/** The centre runs every few minutes at most, and nothing leads to its refusals but a look at the whole table. */
const LOOK_EVERY_MS = 60_000;
/** However far off the end is said to be: then the next request tells. */
const LONGEST_REST_MS = 3_600_000;
/** 系统维护中, 系统内部错误: may be asked again later. */
const LATER = new Set(['901', '909']);

export interface RefusedRequestsOptions {
  readonly table: Pick<ExchangeTable, 'refusals'>;
  readonly store: Pick<PlaceStore, 'inbox' | 'requests'>;
  readonly clock: Clock;
  readonly onFault: AdapterResources['onInboundFault'];
}

/**
 * Requests that the centre set to 失败: each is told of once among all replicas, and whose refusal is for a while may be
 * asked about again.
 *
 * @see docs/dialects/exchange-table.md, 4 and 7
 */
export class RefusedRequests {
  readonly #options: RefusedRequestsOptions;
  #seen: ReadonlySet<string> = new Set();
  #lookAt = Number.NEGATIVE_INFINITY;
  #restUntil = Number.NEGATIVE_INFINITY;

  constructor(options: RefusedRequestsOptions) {
    this.#options = options;
  }

  /** Milliseconds for which the centre, under maintenance, is better not asked; 0 when it may be. */
  get restMs(): number {
    return Math.max(0, this.#restUntil - this.#options.clock.now());
  }

  /** Looks once a minute at most. @throws {TongbanError} when the table or our own store is away. */
  async collect(signal: AbortSignal): Promise<void> {
    const { table, clock } = this.#options;
    if (clock.now() < this.#lookAt) return;
    // Before anything fails: rows are not collected less often for it.
    this.#lookAt = clock.now() + LOOK_EVERY_MS;
    const refusals = await table.refusals(signal);
    for (const refusal of refusals) {
      if (signal.aborted) return;
      if (!this.#seen.has(idOf(refusal))) await this.#note(refusal);
    }
    this.#seen = new Set(refusals.map(idOf));
  }

  async #note(refusal: ExchangeRefusal): Promise<void> {
    const { store, onFault } = this.#options;
    const { reference, code, rows } = refusal;
    if (!(await store.requests.knows(reference))) return;
    const reason = `the centre refused ${rows} of its rows with ${code ?? 'no code'}`;
    const outcome = await store.inbox.take({
      id: idOf(refusal),
      kind: 'CX',
      sentAt: null,
      tie: 0n,
      body: Buffer.from(reason),
      answers: reference,
      records: [],
      faults: [{ part: 'request', reason }],
    });
    if (code !== null && LATER.has(code)) await store.requests.release(reference);
    this.#restFor(refusal);
    if (outcome === 'TAKEN') onFault({ kind: 'request', reason: `request ${reference}: ${reason}` });
  }

  #restFor({ backAt, readAt }: ExchangeRefusal): void {
    const end = backAt === null ? null : momentOrNull(backAt);
    if (end === null) return;
    const restMs = Math.min(end - readAt.getTime(), LONGEST_REST_MS);
    this.#restUntil = Math.max(this.#restUntil, this.#options.clock.now() + restMs);
  }
}

/** More rows of the same request are told of anew. */
function idOf({ reference, code, rows }: ExchangeRefusal): string {
  return `CX ${reference} ${code ?? 'none'} ${rows}`;
}
