import type { GuardLimits } from '../../transport/guardLimits.ts';
import { DEFAULT_TRANSPORT_LIMITS, type TransportLimits } from '../../transport/transportLimits.ts';

/** How long a hub may take over one kind of exchange. */
interface NodeLimits {
  readonly transport: TransportLimits;
  readonly guard: Partial<GuardLimits>;
}

/**
 * A hub answers a question about one person within 10 s, and a file within 20 s; what is above that is the way there.
 *
 * @see docs/dialects/settlement-node.md, 1
 */
export const NODE_LIMITS = {
  query: {
    transport: { ...DEFAULT_TRANSPORT_LIMITS, headersMs: 11_000, totalMs: 12_000 },
    guard: { callMs: 13_000 },
  },
  file: {
    transport: { ...DEFAULT_TRANSPORT_LIMITS, headersMs: 21_000, totalMs: 23_000 },
    // A file whose caller was in a hurry says nothing about the hub before its time is over.
    guard: { callMs: 24_000, fairMs: 20_000 },
  },
} as const satisfies Readonly<Record<'query' | 'file', NodeLimits>>;
