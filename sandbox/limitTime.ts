import { setMaxListeners } from 'node:events';

/** A signal that also fires when the time is over. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  /** To be called once the work is over: else the source keeps a listener until the time is. */
  release(): void;
}

/**
 * Limits work that a signal may end to so many milliseconds. By hand, because in Node 20 a timeout that only
 * `AbortSignal.any` knows is collected as garbage, and never fires.
 */
export function limitTime(source: AbortSignal, ms: number): TimeLimit {
  const controller = new AbortController();
  // Much may be limited by one source at a time, which Node would report as a leak; all of it is released.
  setMaxListeners(0, source);
  const follow = () => controller.abort(source.reason);
  const timer = setTimeout(() => controller.abort(new DOMException('Too late', 'TimeoutError')), ms);
  const release = () => {
    clearTimeout(timer);
    source.removeEventListener('abort', follow);
  };
  if (source.aborted) follow();
  else source.addEventListener('abort', follow, { once: true });
  controller.signal.addEventListener('abort', release, { once: true });
  return { signal: controller.signal, release };
}
