import { PartitionTable } from '../../../gateway/partition/PartitionTable.ts';
import type { ServedEndpoint } from './serveEndpoint.ts';

/** A table in which one service is split among these endpoints, by prefix. */
export function tableOf(endpoints: Iterable<readonly [string, ServedEndpoint]>): PartitionTable {
  return new PartitionTable(
    new Map([['housing-fund', new Map([...endpoints].map(([p, { url }]) => [p, url]))]]),
  );
}
