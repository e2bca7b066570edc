/** What the hub answered to one request of ours; JSON holds all of it. */
export interface NodeAnswer {
  /** `DONE`, or `LATER`: a message with the answer follows. */
  readonly kind: 'DONE' | 'LATER';
  /** The body's elements, not checked yet. */
  readonly body: unknown;
}
