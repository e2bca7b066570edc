/** What the hub answered to one request of ours; JSON holds all of it. */
export interface NodeAnswer {
  /** `DONE`; `LATER`: a message with the answer follows; `REFUSED`: 不予办理, which is no failure, of orders only. */
  readonly kind: 'DONE' | 'LATER' | 'REFUSED';
  /** 返回码 of a refusal. */
  readonly code?: string | undefined;
  /** The body's elements, not checked yet. */
  readonly body: unknown;
}
