import type { Push } from '../../pushes/Push.ts';

/** What the hub has to say to a request, before it is written. */
export interface HubReply {
  /** One of 返回码; any other text where a switch says so. */
  readonly code: string;
  /** XML of the body, maybe empty. */
  readonly body?: string;
  readonly operation?: string;
  readonly asked?: readonly string[];
  readonly part?: string;
  /** What the hub says in messages of its own, in the order in which they set out. */
  readonly pushes?: readonly Push[];
  /** Whether the connection is lost before any of this is said. */
  readonly isDropped?: boolean;
}
