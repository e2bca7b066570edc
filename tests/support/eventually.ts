import { vi } from 'vitest';

/** Waits until the check passes, patiently: the machine may be busy. By itself Vitest waits for a second. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 15_000, interval: 10 });
