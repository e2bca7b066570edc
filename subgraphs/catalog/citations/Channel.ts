import type { ChannelKind } from './ChannelKind.ts';
import type { Citation } from './Citation.ts';

/** 办理渠道 */
export interface Channel {
  readonly kind: ChannelKind;
  /** As the source calls it. */
  readonly name: string;
  readonly citation: Citation;
}
