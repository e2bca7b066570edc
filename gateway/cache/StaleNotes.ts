import type { GatewayRequestContext } from '../GatewayRequestContext.ts';
import type { StaleReason } from './StaleReason.ts';

/** What a client is told of entities that were not asked for anew, or in vain. */
export interface StaleNote {
  readonly service: string;
  /** Six digits; `null` where the subgraph is not told where its entities are. */
  readonly jurisdiction: string | null;
  readonly stale: true;
  readonly reason: StaleReason;
  /** Of the oldest. */
  readonly ageSeconds: number;
  readonly entities: number;
}

/** Collects, for each request, what of its answer is not fresh. */
export class StaleNotes {
  readonly #byRequest = new WeakMap<GatewayRequestContext, Map<string, StaleNote>>();

  add(
    context: GatewayRequestContext,
    {
      service,
      jurisdiction,
      reason,
      ageSeconds,
    }: Pick<StaleNote, 'service' | 'jurisdiction' | 'reason' | 'ageSeconds'>,
  ): void {
    const notes = this.#byRequest.get(context) ?? new Map<string, StaleNote>();
    this.#byRequest.set(context, notes);
    const key = `${service} ${jurisdiction} ${reason}`;
    const before = notes.get(key);
    notes.set(key, {
      service,
      jurisdiction,
      stale: true,
      reason,
      ageSeconds: Math.max(before?.ageSeconds ?? 0, ageSeconds),
      entities: (before?.entities ?? 0) + 1,
    });
  }

  /** In order of first appearance; `undefined` where all is fresh. */
  of(context: GatewayRequestContext): readonly StaleNote[] | undefined {
    const notes = this.#byRequest.get(context);
    return notes && [...notes.values()];
  }
}
