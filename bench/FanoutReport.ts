import type { DialectCalls } from './countCalls.ts';
import type { Measurement } from './Measurement.ts';

/** What `bench fanout` found. */
export interface FanoutReport {
  /** With one province at 300 ms and the others at 20: that province alone, and all 31. */
  readonly slow: { readonly alone: Measurement; readonly all: Measurement; readonly latencyMs: number };
  /** With one more hanging. */
  readonly hanging: {
    /** ms; the jurisdiction's deadline is 2,000. */
    readonly firstMs: number;
    readonly deadlineMs: number;
    readonly callsUntilOpen: number;
    readonly open: Measurement;
  };
  /** With every system as fast as it can be. */
  readonly pages: readonly Measurement[];
  /** Of the page of persons. */
  readonly calls: readonly DialectCalls[];
  readonly persons: number;
  /** Resident memory by role, MiB: ready to serve, and after everything above. */
  readonly memoryMib: Readonly<Record<'ready' | 'worked', Readonly<Record<string, number>>>>;
}
