/** Resolves when the work is done, the time is up or the signal aborts, whichever is first; never rejects. */
export function waitAtMost(work: Promise<unknown>, timeoutMs: number, signal: AbortSignal): Promise<void> {
  if (timeoutMs <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, timeoutMs);
    signal.addEventListener('abort', end);
    work.then(end, end);
  });
}
