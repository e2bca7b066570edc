import { z } from 'zod';
import { parseBeijing } from '../../beijingTime.ts';
import type { SettlementNodeOptions } from './SettlementNodeOptions.ts';

const CLOCK_SKEW_MS = 10 * 60_000;

/** `inhead` of a request. */
export const nodeHead = z.object({
  fsrq: z.string().regex(/^\d{8}$/),
  fssj: z.string().regex(/^\d{6}$/),
  fslsh: z.string().regex(/^\d{12}$/),
  dwbh: z.string().min(1),
  jdh: z.string().regex(/^\d{6}$/),
  jym: z.string().min(1),
  jsjdh: z.string().regex(/^\d{6}$/),
  khh: z.string(),
  czy: z.string().min(1),
});
export type NodeHead = z.infer<typeof nodeHead>;

/** Whether unit, operator and receiver are those registered for the node. */
export const isRegistered = (head: NodeHead, options: SettlementNodeOptions): boolean =>
  head.dwbh === options.unit && head.czy === options.operator && head.jsjdh === options.hubNode;

/** Whether a request was sent just now; a time that does not exist is never. */
export const isTimely = ({ fsrq, fssj }: NodeHead, now: number): boolean =>
  Math.abs(now - parseBeijing(`${fsrq}${fssj}`)) <= CLOCK_SKEW_MS;
