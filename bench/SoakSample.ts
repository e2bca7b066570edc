/** What a gateway held on to at one moment, right after a collection of garbage. */
export interface SoakSample {
  readonly minute: number;
  readonly rssMib: number;
  readonly heapMib: number;
  /** Of Node: sockets, timers, requests. */
  readonly handles: number;
}
