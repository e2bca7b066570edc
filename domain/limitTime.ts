/** A signal that also fires when the time is over. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  /** To be called once the work is over: else it is remembered until the time is. */
  release(): void;
}

/** Work that each source ends: one listener, however much it is. */
const limited = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Limits work that a signal may end to so many milliseconds. By hand, because in Node 20 a timeout that only
 * `AbortSignal.any` knows is collected as garbage, and never fires.
 */
export function limitTime(source: AbortSignal, ms: number): TimeLimit {
  const controller = new AbortController();
  const ends = endsOf(source);
  const end = (reason: unknown) => {
    release();
    controller.abort(reason);
  };
  const follow = () => end(source.reason);
  const timer = setTimeout(() => end(new DOMException('Too late', 'TimeoutError')), ms);
  const release = () => {
    clearTimeout(timer);
    ends.delete(follow);
  };
  if (source.aborted) follow();
  else ends.add(follow);
  return { signal: controller.signal, release };
}

function endsOf(source: AbortSignal): Set<() => void> {
  const known = limited.get(source);
  if (known !== undefined) return known;
  const ends = new Set<() => void>();
  limited.set(source, ends);
  source.addEventListener(
    'abort',
    () => {
      for (const end of [...ends]) end();
    },
    { once: true },
  );
  return ends;
}
