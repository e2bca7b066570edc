import type { AddedLatency } from './measureAddedLatency.ts';
import type { ConnectionsLatency } from './measureConnections.ts';
import type { MixedLoad } from './measureMixed.ts';
import type { Throughput } from './measureThroughput.ts';

/** All that clients notice of the gateway. */
export interface LoadReport {
  readonly added: readonly AddedLatency[];
  readonly connections: readonly ConnectionsLatency[];
  readonly mixed: MixedLoad;
  readonly throughput: readonly Throughput[];
  /** Of resident memory in the mixed reads, percent. */
  readonly growth: number;
  /** Of the mixed reads. */
  readonly minutes: number;
}
