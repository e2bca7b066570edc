import { onTestFinished } from 'vitest';

/** Until the running test is over; what it returns are the errors that would have ended a process so far. */
export function watchUncaught(): () => readonly unknown[] {
  const seen: unknown[] = [];
  const note = (error: unknown) => void seen.push(error);
  process.on('uncaughtExceptionMonitor', note);
  onTestFinished(() => void process.off('uncaughtExceptionMonitor', note));
  return () => seen;
}
