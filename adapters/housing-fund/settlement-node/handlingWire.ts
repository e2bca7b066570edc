import { z } from 'zod';
import { parseBeijingTime } from '../../transport/parseBeijingTime.ts';
import { readWith } from '../../transport/readWith.ts';

/** Columns are padded with blanks; a missing element and a blank one are the same. */
const text = z.string().trim();
const always = text.min(1);
const maybe = text.default('');

/** 办理状态. */
export const HANDLING_STATES = {
  done: '10',
  inWork: '20',
  refused: '30',
  takenBack: '40',
  takenBackReason: '已冲正',
} as const;

/** One entry (业务流水) of the hub, of an answer or of a line; times are of the hub's clock and not read. */
export const nodeEntry = z.object({
  ZJHM: always,
  XINGMING: always,
  YWBH: always,
  XTBH: always,
  YWDM: always,
  /** 办理方向: 1 办理, 2 冲正. */
  BLFX: z
    .string()
    .trim()
    .regex(/^[12]$/),
  /** 中心流水号. */
  ZXLSH: text.regex(/^\d{20}$/),
  BLZT: text.regex(/^\d{2}$/),
  JJDM: maybe.pipe(z.string().regex(/^\d{0,4}$/)),
  /** May name people. */
  JJYY: maybe,
  /** 结果项数. */
  JGS: text.regex(/^\d{1,2}$/).transform(Number),
  JG: z.array(z.object({ XMC: text, XMZ: maybe })).default([]),
});
export type NodeEntry = z.output<typeof nodeEntry>;

/** The body of answers to GJJB01, GJJB02 and GJJB03. */
export const entriesBody = z.object({
  rows: z.union([
    z.object({ '@hs': text.regex(/^\d{1,3}$/).transform(Number), row: z.array(nodeEntry).default([]) }),
    z.literal(''),
  ]),
});

/** GJJT02: results of any steps in a file. */
export const resultsMessage = z.object({
  msg: z.object({
    inhead: z.object({
      fsrq: text.regex(/^\d{8}$/),
      fssj: text.regex(/^\d{6}$/),
      fslsh: text.regex(/^\d{12}$/),
      jdh: text,
      jym: always,
      jsjdh: text,
    }),
    body: z.object({
      SJSJ: always.transform(readWith(parseBeijingTime)),
      PCBS: maybe,
      PCWJ: maybe,
    }),
  }),
});
export type ResultsMessage = z.output<typeof resultsMessage>['msg'];

/** 交易码 of any message. */
export const anyMessage = z.object({ msg: z.object({ inhead: z.object({ jym: always }) }) });
