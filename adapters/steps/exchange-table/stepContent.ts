import { z } from 'zod';

/** A value of a content: padded or not; a missing one and a blank one are the same. */
const text = z
  .string()
  .nullish()
  .transform((value) => value?.trim() ?? '');
const always = text.pipe(z.string().min(1));
/** Of natural and legal persons. */
const number = always.transform((value) => value.toUpperCase());

/** Content of a request row of type BL, by the words of the specification. */
export const stepContent = z.object({
  /** 平台编码. */
  PTBM: always,
  /** 业务编号, our business key. */
  YWBH: always,
  /** 协同编号. */
  XTBH: always,
  /** 业务代码. */
  YWDM: always,
  /** 事项编码. */
  SXBM: always,
  /** 受理地区划. */
  SLQH: always,
  /** 办理地区划. */
  BLQH: always,
  /** 当事人列表: 角色, 证件类型, 证件号码, 名称. */
  DSRLB: z.array(z.object({ JS: always, ZJLX: always, ZJHM: number, MC: always })),
  /** 表单列表. */
  BDLB: z.array(z.object({ XMC: always, XMZ: always })),
});
/** Keys in the order in which they are written. */
export type StepContent = z.output<typeof stepContent>;
