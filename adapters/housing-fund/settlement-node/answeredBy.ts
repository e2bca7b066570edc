import { referenceOf } from './referenceOf.ts';
import type { HubMessage } from './wire.ts';

/** The reference of the request of ours that a message answers. */
export function answeredBy({ YFSRQ, YFSLSH }: HubMessage['body']): string {
  return referenceOf(YFSRQ, YFSLSH);
}
