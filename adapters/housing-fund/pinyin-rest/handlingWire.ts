import { z } from 'zod';

/** Centres pad their columns; a missing key and a blank text both mean "no value". */
const text = z.string().trim();
const always = text.min(1);
const maybe = text.default('');

/** 办理状态. */
export const HANDLING_STATES = {
  done: '01',
  inWork: '02',
  refused: '03',
  takenBack: '04',
  takenBackReason: '已撤销',
} as const;

/** Body of `/ywbl/submit`; keys in the order of the specification. */
export interface Submission {
  /** 对接流水号, our business key. */
  readonly DJLSH: string;
  /** 协同编号. */
  readonly XTBH: string;
  /** 业务代码. */
  readonly YWDM: string;
  /** 事项编码. */
  readonly SXBM: string;
  /** 受理地行政区划. */
  readonly SLXZQH: string;
  /** 办理地行政区划. */
  readonly BLXZQH: string;
  /** 当事人列表: 角色, 证件类型, 证件号码, 名称. */
  readonly DSRLB: readonly {
    readonly JS: string;
    readonly ZJLX: string;
    readonly ZJHM: string;
    readonly MC: string;
  }[];
  /** 项目列表, the form. */
  readonly XMLB: readonly { readonly XMC: string; readonly XMZ: string }[];
}

/** What `/ywbl/submit` and `/ywbl/query` answer; times are of the centre's clock and not read. */
export const handlingAnswer = z.object({
  DJLSH: always,
  XTBH: always,
  YWDM: always,
  /** 证件号码 of the applicant. */
  ZJHM: always,
  /** 名称 of the applicant. */
  MC: always,
  /** 办理状态. */
  BLZT: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z]{1,8}$/),
  /** 拒绝代码, with `03` only. */
  JJDM: maybe.pipe(z.string().regex(/^[0-9A-Za-z]{0,16}$/)),
  /** 拒绝原因, for the applicant; may name people. */
  JJYY: maybe,
  /** Outputs. */
  rows: z.array(z.object({ XMC: text, XMZ: text })),
});
export type HandlingAnswer = z.output<typeof handlingAnswer>;
