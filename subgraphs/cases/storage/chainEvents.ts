import { createHash } from 'node:crypto';
import type { CaseEvent } from '../../../domain/cases/CaseEvent.ts';

/** What the first event of a case follows. */
export const NO_HASH: Buffer = Buffer.alloc(32);

/** An event as it is stored: its canonical bytes, bound to all that went before it in its case. */
export interface ChainedEvent {
  readonly sequence: number;
  readonly event: CaseEvent;
  readonly bytes: Buffer;
  readonly prevHash: Buffer;
  /** SHA-256 of `prevHash`, then `bytes`. */
  readonly hash: Buffer;
}

export interface ChainEnd {
  readonly caseId: string;
  /** Of the last event; 0 before the first. */
  readonly sequence: number;
  readonly hash: Buffer;
}

/**
 * Appends events to the chain of a case. Canonical bytes: UTF-8 JSON without white space, keys in the order of their code
 * units at every level, case and sequence included, so that anybody can make them again.
 */
export function chainEvents(
  { caseId, sequence, hash: last }: ChainEnd,
  events: readonly CaseEvent[],
): readonly ChainedEvent[] {
  let prevHash = last;
  return events.map((event, index) => {
    const number = sequence + index + 1;
    const bytes = Buffer.from(canonical({ ...event, caseId, sequence: number }), 'utf8');
    const hash = createHash('sha256').update(prevHash).update(bytes).digest();
    const chained = { sequence: number, event, bytes, prevHash, hash };
    prevHash = hash;
    return chained;
  });
}

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}
