import { setTimeout as sleep } from 'node:timers/promises';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { StreamMessage } from './StreamTransport.ts';

export interface ResumeOptions {
  /** Opens the stream anew, from an id on. */
  open(lastEventId: string | null): AsyncIterable<StreamMessage>;
  /** Where the client left off; `null` for a first time. */
  readonly lastEventId: string | null;
  /** For how long a source may be away before it is given up, in ms: since it was last there for a while. */
  readonly patienceMs: number;
  /** Told each time that the source fails, whether it is waited for or not. */
  readonly onFailure?: (error: unknown) => void;
  /** Default: the process's. */
  readonly clock?: ResumeClock;
}

interface ResumeClock {
  /** Monotonic, ms. */
  now(): number;
  /** Ends early with the signal. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
const PROCESS_CLOCK: ResumeClock = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
};

/**
 * A stream that goes on where it was when its source comes back: nothing is lost and nothing told twice, as far as the
 * source can resume by id. A source that gives no ids cannot, and its stream ends with the error instead: its reader must
 * know that there is a gap. The id that a client gives says nothing of that: anybody can make one up.
 *
 * A source is back with its first message, or once it was open for a while though it had nothing to say.
 *
 * @param signal - ends it.
 * @throws {TongbanError} what the source failed with, when it cannot be resumed, or was away for too long.
 */
export async function* resumeStream(
  { open, lastEventId, patienceMs, onFailure, clock = PROCESS_CLOCK }: ResumeOptions,
  signal: AbortSignal,
): AsyncGenerator<StreamMessage, undefined> {
  const steadyMs = Math.min(LONGEST_PAUSE_MS, patienceMs);
  let position = lastEventId;
  let awaySince: number | null = null;
  let hasIds = false;
  for (let failures = 0; ; failures++) {
    let openSince: number | null = null;
    let isPlaced = false;
    try {
      for await (const message of open(position)) {
        openSince ??= clock.now();
        if (isOpening(message)) continue;
        awaySince = null;
        failures = 0;
        position = message.id ?? position;
        // An id holds until the next: where there is none any more, the source has one that cannot be given back.
        if (isPlaced || message.id !== null) hasIds = message.id !== null;
        isPlaced ||= message.id !== null;
        yield message;
      }
      return undefined;
    } catch (error) {
      if (signal.aborted) return undefined;
      onFailure?.(error);
      if (openSince !== null && clock.now() - openSince >= steadyMs) {
        awaySince = null;
        failures = 0;
      }
      awaySince ??= clock.now();
      const isWorthwhile = error instanceof TongbanError && error.retryable && hasIds;
      if (!isWorthwhile || clock.now() - awaySince > patienceMs) throw error;
    }
    await clock.sleep(pauseAfter(failures), signal);
    if (signal.aborted) return undefined;
  }
}

const isOpening = ({ id, result }: StreamMessage): boolean => id === null && result === null;

/** Thousands of streams may have lost one source at once: they must not all come back at once. */
const pauseAfter = (failures: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS) * (0.5 + Math.random());
