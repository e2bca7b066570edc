import { z } from 'zod';
import { parseBeijingTime } from '../../transport/parseBeijingTime.ts';
import { readWith } from '../../transport/readWith.ts';
import { always, maybe } from './leaf.ts';

const matching = (form: RegExp) => always.refine((value) => form.test(value), 'malformed');

/** 办理结果. */
export const HANDLING_STATES = { done: '1', refused: '2', inWork: '3', takenBack: '9' } as const;

/** 业务办理号 of a RECORD, our business key: read before the rest, for it says whether the RECORD is ours. */
export const keyedRecord = z.object({ YWBLH: matching(/^[0-9A-Z]{16,32}$/) });

/** RECORD kind="feedback" of handling, without whom it is about. */
export const stepRecord = z.object({
  /** 业务代码. */
  YWDM: matching(/^[0-9A-Za-z]{1,8}$/),
  /** 办理结果. */
  BLJG: matching(/^[0-9A-Za-z]{1,8}$/),
  /** 系统流水号. */
  XTLSH: matching(/^\d{20}$/),
  /** Of the bus's clock; nothing is reckoned with it. */
  BJSJ: always.transform(readWith(parseBeijingTime)),
});
export type StepRecord = z.output<typeof stepRecord>;

/** What a RECORD says besides where a step was refused. */
export const refusedRecord = z.object({
  /** 拒绝代码. */
  JJDM: matching(/^[0-9A-Za-z]{1,16}$/),
  /** 拒绝原因, for the applicant; may name people. */
  JJYY: always,
});

/** What a RECORD says besides where a step is done: 结果, outputs. */
export const doneRecord = z.object({
  JGXX: z
    .object({
      '@count': z
        .string()
        .regex(/^\d{1,4}$/)
        .transform(Number),
      JG: z.array(z.object({ XMC: always, XMZ: maybe })).default([]),
    })
    .refine(({ '@count': count, JG }) => count === JG.length, 'another count'),
});
