import { z } from 'zod';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import { parseYearMonth } from '../../../domain/yearMonth.ts';
import { readWith } from '../../transport/readWith.ts';
import { parseAmount } from '../parseAmount.ts';
import { parseBeijingTime } from '../parseBeijingTime.ts';

const text = z.string().trim();
const always = text.min(1);
/** Missing values are `null`, empty or left out. */
const maybe = text.nullish().transform((value) => value || null);
const hex = z
  .string()
  .regex(/^[\da-f]+$/i)
  .refine(({ length }) => length % 2 === 0);
const count = z.int().min(0);
const amount = always.transform(readWith(parseAmount));
const month = always.transform(readWith(parseYearMonth));
const maybeMonth = maybe.transform(orNull(readWith(parseYearMonth)));
const maybeDay = maybe.transform(orNull(readWith(parseCalendarDate)));
/** Beijing time on the wire, epoch ms here. */
const instant = readWith(parseBeijingTime);

/** An answer before it is opened; every top-level field is signed, also one that nobody knows here. */
export const outerAnswer = z.looseObject({
  /** Outer result code. */
  code: z.int(),
  /** For people; the end of a maintenance stands in it. */
  message: z.string().nullish(),
});
export type OuterAnswer = z.output<typeof outerAnswer>;

/** What an outer success has besides. */
export const sealedAnswer = z.looseObject({
  appCode: z.string(),
  serviceCode: z.string(),
  serialNo: z.string(),
  data: z.object({ encData: hex, encKey: hex.nullish().transform((key) => key ?? undefined) }),
  signData: z.base64(),
});

/** An answer once opened. */
export const innerAnswer = z.object({
  /** Inner result code. */
  rtnCode: always,
  rtnMsg: z.string().nullish(),
});

/** `2001`: nobody of this number and name. */
export const notOnFile = z.object({
  /** 数据时间. */
  dataTime: maybe.transform(orNull(instant)),
});

/** `0000`: what a service knows about a person. */
export const personRecord = z.object({
  dataTime: always.transform(instant),
  /** Whose record it is. */
  person: z.object({
    /** 公民身份号码; its check character comes as a small `x`. */
    aac002: always,
    /** 姓名. */
    aac003: always,
  }),
  /** Only SBC202. */
  page: z.object({ pageNum: count, pageSize: count, total: count }).nullish(),
  /** Held to the service's own shape later. */
  list: z.array(z.unknown()),
});
export type PersonRecord = z.output<typeof personRecord>;

/** SBC201 参保信息. */
export const enrollmentRow = z.object({
  /** 险种类型. */
  aae140: always,
  /** 缴费状态. */
  aac031: always,
  /** 单位名称; missing for residents who enrol by themselves. */
  aab004: maybe,
  /** 参保日期; new in release 2.0. */
  aab050: maybeDay,
  /** 累计缴费月数. */
  yac201: count,
});
export type EnrollmentRow = z.output<typeof enrollmentRow>;

/** SBC202 缴费明细. */
export const contributionRow = z.object({
  /** 费款所属期. */
  aae003: month,
  /** 险种类型. */
  aae140: always,
  /** 缴费基数. */
  aae180: amount,
  /** 个人缴费. */
  yac183: amount,
  /** 单位缴费. */
  yab183: amount,
});
export type ContributionRow = z.output<typeof contributionRow>;

/** SBC203 养老保险个人账户. */
export const pensionAccountRow = z.object({
  /** 储存额. */
  yac301: amount,
  /** 其中本年记账额. */
  yac302: amount,
  /** 实际缴费月数. */
  yac303: count,
  /** 建账年月; new in release 2.0. */
  yac304: maybeMonth,
});
export type PensionAccountRow = z.output<typeof pensionAccountRow>;

/** SBC204 待遇. */
export const benefitRow = z.object({
  /** 待遇类别. */
  yae401: always,
  /** 发放状态. */
  yae402: always,
  /** 月待遇金额. */
  yae403: amount,
  /** 开始享受年月. */
  aae041: maybeMonth,
  /** 最近发放年月; missing before the first payment, new in release 2.0. */
  yae404: maybeMonth,
});
export type BenefitRow = z.output<typeof benefitRow>;

/** SBC205 社会保障卡. */
export const cardRow = z.object({
  /** 卡号. */
  aaz500: always,
  /** 发卡日期; new in release 2.0. */
  yaz501: maybeDay,
  /** 合作银行. */
  yaz502: maybe,
  /** 卡状态. */
  yaz503: always,
});
export type CardRow = z.output<typeof cardRow>;

/** SBC206 待遇领取资格认证. */
export const eligibilityRow = z.object({
  /** 认证状态. */
  yae501: always,
  /** 最近认证日期; missing when never checked. */
  yae502: maybeDay,
  /** 认证有效期止; new in release 2.0. */
  yae503: maybeDay,
});
export type EligibilityRow = z.output<typeof eligibilityRow>;

function orNull<T>(read: (value: string, context: z.RefinementCtx) => T) {
  return (value: string | null, context: z.RefinementCtx): T | null =>
    value === null ? null : read(value, context);
}
