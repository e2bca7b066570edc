import { z } from 'zod';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import { parseYearMonth } from '../../../domain/yearMonth.ts';
import { readWith } from '../../transport/readWith.ts';
import { parseAmount } from '../parseAmount.ts';
import { parseBeijingTime } from '../parseBeijingTime.ts';

/** Elements of a request's body. */
export type RequestElement = 'aac002' | 'aac003' | 'aae140' | 'aae041' | 'aae042' | 'qsh' | 'hs' | 'px';

/** Sites pad with blanks, full-width ones included; the empty text is a missing value. */
const text = z.string().trim();
const always = text.min(1);
/** An attribute that sites of release 1.x lack. */
const sinceRelease2 = z.string().default('').pipe(text);
const count = text.regex(/^\d{1,9}$/).transform(Number);
const amount = always.transform(readWith(parseAmount));
const month = always.transform(readWith(parseYearMonth));

const asMonthOrNull = readWith((value) => (isMissing(value) ? null : parseYearMonth(value)));
const asDayOrNull = readWith((value) => (isMissing(value) ? null : parseCalendarDate(value)));

/** The document of an answer. */
export const answerDocument = z.object({
  response: z.object({
    head: z.object({
      /** 交易代码. */
      jydm: text.default(''),
      /** 交易流水号, that of the request; empty where it could not be read. */
      lsh: text.default(''),
      /** 返回码. */
      rtncode: always,
      /** 返回信息, for people; the end of a maintenance stands in it. */
      rtntext: text.default(''),
      /** 时间戳. */
      sjc: text.default(''),
      /** 摘要; empty in some refusals. */
      zy: text.default(''),
    }),
    /** Rows in success, empty in a refusal. */
    body: z.unknown(),
  }),
});
export type AnswerHead = z.output<typeof answerDocument>['response']['head'];

/** Whose record a row is; the other attributes are kept for the transaction's own shape. */
const subjectRow = z.preprocess(
  withoutPrefix,
  z.looseObject({
    /** 公民身份号码. */
    aac002: always,
    /** 姓名. */
    aac003: always,
  }),
);
export type SubjectRow = z.output<typeof subjectRow>;

/** The body of a success. */
export const answerBody = z.object({
  /** 数据时间, Beijing time; epoch ms here. */
  sjsj: always.transform(readWith(parseBeijingTime)),
  rows: z.object({
    /** Rows in this answer. */
    '@hs': count,
    /** Rows in all. */
    '@zhs': count,
    row: z.array(subjectRow).default([]),
  }),
});

/** SBJY01 参保信息. */
export const enrollmentRow = z.object({
  /** 险种类型. */
  aae140: always,
  /** 缴费状态. */
  aac031: always,
  /** 单位名称; empty for residents who enrol by themselves. */
  aab004: text,
  /** 参保日期. */
  aab050: sinceRelease2.transform(asDayOrNull),
  /** 累计缴费月数. */
  yac201: count,
});
export type EnrollmentRow = z.output<typeof enrollmentRow>;

/** SBJY02 缴费明细. */
export const contributionRow = z.object({
  /** 费款所属期. */
  aae003: month,
  /** 险种类型. */
  aae140: always,
  /** 缴费基数. */
  aae180: amount,
  /** 个人缴费金额. */
  yac183: amount,
  /** 单位缴费金额. */
  yab183: amount,
});
export type ContributionRow = z.output<typeof contributionRow>;

/** SBJY03 养老保险个人账户. */
export const pensionAccountRow = z.object({
  /** 个人账户储存额. */
  yac301: amount,
  /** 其中本年记账额. */
  yac302: amount,
  /** 实际缴费月数. */
  yac303: count,
  /** 建立个人账户年月. */
  yac304: sinceRelease2.transform(asMonthOrNull),
});
export type PensionAccountRow = z.output<typeof pensionAccountRow>;

/** SBJY04 待遇. */
export const benefitRow = z.object({
  /** 待遇类别. */
  yae401: always,
  /** 发放状态. */
  yae402: always,
  /** 月待遇金额. */
  yae403: amount,
  /** 开始享受年月. */
  aae041: text.transform(asMonthOrNull),
  /** 最近发放年月; missing before the first payment. */
  yae404: sinceRelease2.transform(asMonthOrNull),
});
export type BenefitRow = z.output<typeof benefitRow>;

/** SBJY05 社会保障卡. */
export const cardRow = z.object({
  /** 社会保障卡卡号. */
  aaz500: always,
  /** 发卡日期. */
  yaz501: sinceRelease2.transform(asDayOrNull),
  /** 合作银行. */
  yaz502: text,
  /** 卡状态. */
  yaz503: always,
});
export type CardRow = z.output<typeof cardRow>;

/** SBJY06 待遇领取资格认证. */
export const eligibilityRow = z.object({
  /** 认证状态. */
  yae501: always,
  /** 最近认证日期; missing when never checked. */
  yae502: text.transform(asDayOrNull),
  /** 认证有效期止. */
  yae503: sinceRelease2.transform(asDayOrNull),
});
export type EligibilityRow = z.output<typeof eligibilityRow>;

/** Sites leave a day or month empty or write all zeros. */
function isMissing(value: string): boolean {
  return /^0*$/.test(value);
}

/** Attributes under the system's own names: `parseStrictXml` puts `@` before them. */
function withoutPrefix(row: unknown): unknown {
  if (typeof row !== 'object' || row === null) return row;
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name.replace(/^@/, ''), value]));
}
