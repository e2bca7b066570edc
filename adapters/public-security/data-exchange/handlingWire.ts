import { z } from 'zod';
import { dataExchangeValue } from '../../transport/data-exchange/dataExchangeValue.ts';

const { text, always, maybe } = dataExchangeValue;

/** 当事人, in a request. */
export type Party =
  | { readonly js: string; readonly gmsfhm: string; readonly xm: string }
  | { readonly js: string; readonly tyshxydm: string; readonly dwmc: string };

/** Body of a call of handling; keys in the order of the specification. */
export interface DealBody {
  /** 业务编号, our business key. */
  readonly ywbh: string;
  /** 协同编号. */
  readonly xtbh: string;
  /** 事项编码. */
  readonly sxbm: string;
  /** 受理地区划. */
  readonly slqh: string;
  /** 办理地区划. */
  readonly blqh: string;
  /** 当事人. */
  readonly dsr: readonly Party[];
  /** 字段, the form. */
  readonly zd: readonly { readonly zdm: string; readonly zdz: string }[];
}

/** `data` of a step that is done: exactly one row. Times are of the system's clock and not read. */
export const doneData = z.tuple([
  z.object({
    /** 公民身份号码 and 姓名, or 统一社会信用代码 and 单位名称, of the applicant. */
    gmsfhm: maybe,
    xm: maybe,
    tyshxydm: maybe,
    dwmc: maybe,
    /** 业务编号. */
    ywbh: always,
    /** 协同编号. */
    xtbh: always,
    /** 结果, outputs. */
    jg: z.array(z.object({ zdm: text, zdz: text })),
  }),
]);
export type DoneRow = z.output<typeof doneData>[0];

/** `data` of code `300` where it says more than that. */
export const failedData = z.tuple([
  z.object({
    /** 业务编号. */
    ywbh: always,
    /** 子错误代码. */
    zcdm: text.regex(/^[0-9A-Za-z]{1,16}$/),
    /** 子错误说明, for the applicant; may name people. */
    zcsm: text.default(''),
  }),
]);
export type FailedRow = z.output<typeof failedData>[0];
