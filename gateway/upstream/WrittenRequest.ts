import type { UpstreamRequest } from './UpstreamClient.ts';

/** A request whose body is written already. */
export interface WrittenRequest extends Omit<UpstreamRequest, 'variables' | 'operationName'> {
  /** `query`, `variables` and `operationName`, in this order. */
  readonly body: string;
  /** As it is sent, where `body` is not text but bytes as characters; default: `body` in UTF-8. */
  readonly bytes?: Buffer;
}
