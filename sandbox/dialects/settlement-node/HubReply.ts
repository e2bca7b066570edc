import type { Push } from '../../pushes/Push.ts';
import type { ReturnCode } from './returnTexts.ts';

/** What the hub has to say to a request, before it is written. */
export interface HubReply {
  readonly code: ReturnCode;
  /** XML of the body, maybe empty. */
  readonly body?: string;
  readonly operation?: string;
  readonly asked?: readonly string[];
  readonly part?: string;
  /** What the hub will say later. */
  readonly push?: Push;
}
