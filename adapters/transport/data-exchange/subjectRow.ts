import { z } from 'zod';
import { dataExchangeValue } from './dataExchangeValue.ts';

const { maybe } = dataExchangeValue;

/** Whom a row is about, a natural person or a company; the other keys are kept for the service's own shape. */
export const subjectRow = z
  .looseObject({
    /** 公民身份号码. */
    gmsfhm: maybe,
    /** 姓名. */
    xm: maybe,
    /** 统一社会信用代码. */
    tyshxydm: maybe,
    /** 单位名称. */
    dwmc: maybe,
  })
  .refine(({ gmsfhm, tyshxydm }) => (gmsfhm === null) !== (tyshxydm === null));
export type SubjectRow = z.output<typeof subjectRow>;
