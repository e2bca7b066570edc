import { z } from 'zod';
import { PROXY_AUTHORITIES } from '../../../domain/catalog/proxyAuthority.ts';
import { quotedFields } from './citationRow.ts';

/** 办理模式 with who says so, in which words: a mode from memory is not accepted. */
export const modeRow = z
  .strictObject({
    mode: z.enum(['全程网办', '异地代收代办', '多地联办']),
    /** Who decides when one place acts for another; left out where the source does not say. */
    authority: z.enum(PROXY_AUTHORITIES).optional(),
    ...quotedFields,
  })
  .refine(({ mode, authority }) => mode === '异地代收代办' || authority === undefined, {
    path: ['authority'],
    message: 'stands where mode is 异地代收代办, and only there',
  });

export type ModeRow = z.output<typeof modeRow>;
