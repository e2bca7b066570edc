import { z } from 'zod';
import { quotedFields } from './citationRow.ts';
import { filledText } from './filledText.ts';

/** 办理渠道: a way to hand an item in, and who says so in which words. */
export const channelRow = z.strictObject({
  kind: z.enum([
    'counter',
    'portal',
    'app',
    'mini-program',
    'national-platform',
    'regional-platform',
    'self-service',
    'kiosk',
    'post',
  ]),
  name: filledText,
  ...quotedFields,
});

export type ChannelRow = z.output<typeof channelRow>;
