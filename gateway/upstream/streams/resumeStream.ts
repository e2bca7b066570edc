import { setTimeout as sleep } from 'node:timers/promises';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { StreamMessage } from './StreamTransport.ts';

export interface ResumeOptions {
  /** Opens the stream anew, from an id on. */
  open(lastEventId: string | null): AsyncIterable<StreamMessage>;
  /** Where the client left off; `null` for a first time. */
  readonly lastEventId: string | null;
  /** For how long a source may be away before it is given up, in ms. */
  readonly patienceMs: number;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * A stream that goes on where it was when its source comes back: nothing is lost and nothing told twice, as far as the
 * source can resume by id. A source that gives no ids cannot, and its stream ends with the error instead: its reader must
 * know that there is a gap.
 *
 * @param signal - ends it.
 * @throws {TongbanError} what the source failed with, when it cannot be resumed, or was away for too long.
 */
export async function* resumeStream(
  { open, lastEventId, patienceMs }: ResumeOptions,
  signal: AbortSignal,
): AsyncGenerator<StreamMessage, undefined> {
  let position = lastEventId;
  let awaySince: number | null = null;
  let hasBegun = false;
  for (let failures = 0; ; failures++) {
    try {
      for await (const message of open(position)) {
        hasBegun = true;
        awaySince = null;
        failures = 0;
        position = message.id ?? position;
        yield message;
      }
      return undefined;
    } catch (error) {
      if (signal.aborted) return undefined;
      awaySince ??= performance.now();
      const isWorthwhile = error instanceof TongbanError && error.retryable && hasBegun && position !== null;
      if (!isWorthwhile || performance.now() - awaySince > patienceMs) throw error;
    }
    await sleep(pauseAfter(failures), undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return undefined;
  }
}

/** Thousands of streams may have lost one source at once: they must not all come back at once. */
const pauseAfter = (failures: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS) * (0.5 + Math.random());
