/** As many subscribers as there are just now, by one way. */
export interface LiveMeasurement {
  readonly way: string;
  /** Whether a second subgraph completes every event, for each subscriber anew. */
  readonly isCompleted: boolean;
  readonly subscribers: number;
  /** Resident memory of the gateway for each of them, waiting, its stream at the source included. */
  readonly kibEach: number;
  /** From the source's word to each subscriber, ms. */
  readonly latencies: readonly number[];
  /** Of the gateway for an event that is told to one subscriber. */
  readonly cpuMsEach: number;
  /** Events that came with an error, as those do whose time was over before they were complete. */
  readonly incomplete: number;
  /** Subscribers that were told too little or too much. */
  readonly wrong: number;
}
