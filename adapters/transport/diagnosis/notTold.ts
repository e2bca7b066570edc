import type { Finding } from './Finding.ts';

/** The finding of a dialect that shows its release in records only, of which none was asked for. */
export function notTold(where: string): Finding {
  return { check: 'release', outcome: 'NOTED', found: `not shown: ${where}` };
}
