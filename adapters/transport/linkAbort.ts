import { setMaxListeners } from 'node:events';

/** An abort that follows the caller's and can also be fired for a reason of our own. */
export interface LinkedAbort {
  readonly signal: AbortSignal;
  abort(reason: unknown): void;
  /** Must be called once the work is over: a signal that lives longer would keep the listener. */
  unlink(): void;
}

/** Links by hand because `AbortSignal.any` holds on to long-lived sources in Node 20. */
export function linkAbort(source: AbortSignal): LinkedAbort {
  const controller = new AbortController();
  // One request makes many calls at a time, which Node would report as a leak; every one of them unlinks.
  setMaxListeners(0, source);
  const follow = () => controller.abort(source.reason);
  if (source.aborted) follow();
  else source.addEventListener('abort', follow, { once: true });

  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    unlink: () => source.removeEventListener('abort', follow),
  };
}
