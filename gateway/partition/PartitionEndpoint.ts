/** One jurisdiction's server of one partitioned subgraph. */
export interface PartitionEndpoint {
  readonly service: string;
  /** The division prefix that it serves: 2, 4 or 6 digits. */
  readonly prefix: string;
  readonly url: string;
}
