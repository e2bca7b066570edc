import type { PartitionTable } from './PartitionTable.ts';

/** Where the router takes its table from: a watched file, or a fixed table. */
export interface PartitionSource {
  /** The table in force at this moment. */
  table(): PartitionTable;
  close(): void;
}
