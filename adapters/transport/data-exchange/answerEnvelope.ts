import { z } from 'zod';
import { dataExchangeValue } from './dataExchangeValue.ts';

const { always, instant } = dataExchangeValue;

/** 应答报文. `message` is left out: it is for people and may change. */
export const answerEnvelope = z.object({
  /** 返回码; `200` is the only success. */
  code: always,
  /** Rows, a text that holds rows, or `null` on failure. */
  data: z.unknown().optional(),
  /** 恢复时间, the end of a maintenance; what cannot be read must not hide that there is one. */
  hfsj: instant.nullable().catch(null),
});
export type AnswerEnvelope = z.output<typeof answerEnvelope>;
