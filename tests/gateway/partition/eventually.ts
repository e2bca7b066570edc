import { vi } from 'vitest';

/** Waits until the check passes, patiently: the machine may be busy. */
export const eventually = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 2 });
