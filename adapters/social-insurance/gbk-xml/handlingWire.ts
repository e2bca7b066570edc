import { z } from 'zod';

/** Sites pad with blanks, full-width ones included; the empty text is a missing value. */
const text = z.string().trim();
const always = text.min(1);
const count = text.regex(/^\d{1,9}$/).transform(Number);

/** 办理状态. */
export const HANDLING_STATES = {
  done: '1',
  inWork: '2',
  refused: '3',
  takenBack: '4',
  takenBackReason: '已撤销',
} as const;

/** 业务流水: one entry under a business key; times are of the system's clock and not read. */
const entry = z.object({
  /** Number of the applicant. */
  '@aac002': always,
  /** Name of the applicant. */
  '@aac003': always,
  /** 业务流水号, by which entries are in order. */
  '@ywlsh': always,
  /** 业务编号, our business key. */
  '@ywbh': always,
  /** 协同编号. */
  '@xtbh': always,
  /** 办理代码. */
  '@bldm': always,
  /** 办理状态. */
  '@blzt': text.regex(/^[0-9A-Za-z]{1,8}$/),
  /** 拒绝代码, with `3` only. */
  '@jjdm': text.regex(/^[0-9A-Za-z]{0,16}$/).default(''),
  /** 拒绝原因, for the applicant; may name people. */
  '@jjyy': text.default(''),
  /** 结果项, outputs. */
  jg: z.array(z.object({ '@xm': text, '@xz': text })).default([]),
});
export type HandlingEntry = z.output<typeof entry>;

/** The body of a success of SBJY11 and SBJY12. */
export const handlingBody = z.object({
  rows: z
    .object({
      /** Rows in this answer. */
      '@hs': count,
      /** Rows in all. */
      '@zhs': count,
      row: z.array(entry).default([]),
    })
    .refine(
      ({ '@hs': here, '@zhs': all, row }) => here === row.length && (here === 0 ? all === 0 : all >= here),
    ),
});
