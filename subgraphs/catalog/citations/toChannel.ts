import type { ChannelRow } from '../document/channelRow.ts';
import type { Channel } from './Channel.ts';
import type { ChannelKind } from './ChannelKind.ts';
import { toCitation } from './toCitation.ts';

const KINDS = {
  counter: 'COUNTER',
  portal: 'PORTAL',
  app: 'APP',
  'mini-program': 'MINI_PROGRAM',
  'national-platform': 'NATIONAL_PLATFORM',
  'regional-platform': 'REGIONAL_PLATFORM',
  'self-service': 'SELF_SERVICE',
  kiosk: 'KIOSK',
  post: 'POST',
} as const satisfies Record<ChannelRow['kind'], ChannelKind>;

export function toChannel(row: ChannelRow): Channel {
  return { kind: KINDS[row.kind], name: row.name, citation: toCitation(row) };
}
