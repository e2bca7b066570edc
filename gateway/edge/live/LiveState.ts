/** What clients have open, for metrics. */
export interface LiveState {
  readonly connections: number;
  readonly subscriptions: number;
}
