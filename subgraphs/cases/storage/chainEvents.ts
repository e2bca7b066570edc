import { createHash } from 'node:crypto';
import type { CaseEvent } from '../../../domain/cases/CaseEvent.ts';
import type { SealedContent } from './sealContents.ts';

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
  /** What was written with the first of these events. */
  readonly contents: readonly Pick<SealedContent, 'name' | 'digest'>[];
}

/**
 * Appends events to the chain of a case. Canonical bytes: UTF-8 JSON without white space, keys in the order of their code
 * units at every level, so that anybody can make them again. Beside what the event says they have case and sequence, and the
 * digest (hex) of each content that was written with it, so that nobody changes one and keeps the chain.
 */
export function chainEvents(
  { caseId, sequence, hash: last, contents }: ChainEnd,
  events: readonly CaseEvent[],
): readonly ChainedEvent[] {
  let prevHash = last;
  return events.map((event, index) => {
    const number = sequence + index + 1;
    const bytes = Buffer.from(
      canonical({ ...event, caseId, sequence: number, ...written(index, contents) }),
      'utf8',
    );
    const hash = createHash('sha256').update(prevHash).update(bytes).digest();
    const chained = { sequence: number, event, bytes, prevHash, hash };
    prevHash = hash;
    return chained;
  });
}

const written = (index: number, contents: ChainEnd['contents']): object =>
  index > 0 || contents.length === 0
    ? {}
    : { contents: Object.fromEntries(contents.map(({ name, digest }) => [name, digest.toString('hex')])) };

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}
