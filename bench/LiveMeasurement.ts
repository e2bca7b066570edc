/** Many subscribers by one way. */
export interface LiveMeasurement {
  readonly way: string;
  readonly subscribers: number;
  /** Resident memory of the gateway for each idle subscriber, its stream at the source included. */
  readonly kibEach: number;
  /** From the source's word to each subscriber, every event completed by a second subgraph, ms. */
  readonly latencies: readonly number[];
  /** Subscribers that were told too little or too much. */
  readonly wrong: number;
}
