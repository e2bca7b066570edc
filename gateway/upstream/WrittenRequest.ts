import type { UpstreamRequest } from './UpstreamClient.ts';

/** A request whose body is written already. */
export interface WrittenRequest extends Omit<UpstreamRequest, 'variables' | 'operationName'> {
  /** `query`, `variables` and `operationName`, in this order. */
  readonly body: string;
}
