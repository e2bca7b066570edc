import type { Finding } from './Finding.ts';

/**
 * Looks at a place's system from where we stand, without asking about any real person and without leaving anything there.
 *
 * @returns findings in the order in which they were made; a system that fails is a finding, never a rejection.
 */
export type Diagnosis = (signal: AbortSignal) => Promise<readonly Finding[]>;
