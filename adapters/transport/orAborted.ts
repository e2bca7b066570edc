/** Waits for the work, but no longer than the signal allows; then rejects with the signal's reason. */
export async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stopWatching = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
    stopWatching = () => signal.removeEventListener('abort', giveUp);
  });

  try {
    return await Promise.race([work, aborted]);
  } finally {
    stopWatching();
  }
}
