import { z } from 'zod';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import { parseYearMonth } from '../../../domain/yearMonth.ts';
import { parseYuan } from '../../../domain/yuan.ts';
import { parseBeijingTime } from '../../transport/parseBeijingTime.ts';
import { readWith } from '../../transport/readWith.ts';
import { parseAmount } from '../parseAmount.ts';
import { parseAnnualRate } from '../parseAnnualRate.ts';
import type { RatioUnit } from './options.ts';
import { parseRatio } from './parseRatio.ts';

/** Some centres pad their columns, texts behind and amounts before. */
const text = z.string().trim();
const always = text.min(1);
/** A missing key and a blank text both mean "no value". */
const maybe = text.optional().transform((value) => value || null);
const amount = always.transform(readWith(parseAmount));
const count = text.regex(/^\d{1,3}$/).transform(Number);
const day = always.transform(readWith(parseCalendarDate));
const maybeDay = maybe.transform(readOrNull(parseCalendarDate));
const maybeMonth = maybe.transform(readOrNull(parseYearMonth));
/** Beijing time on the wire, epoch ms here. */
const instant = always.transform(readWith(parseBeijingTime));

const accountNumber = text.regex(/^\d{12}$/);
const contractNumber = text.length(16);
/** 业务流水号, unique in the centre. */
const serialNumber = text.regex(/^\d{20}$/);

/** What every answer begins with; `msg` is left out: it is for people and may change. */
export const answerEnvelope = z.looseObject({
  /** 返回码; `0000` is the only success. */
  code: always,
  /** 恢复时间, the end of a maintenance; what cannot be read must not hide that there is one. */
  HFSJ: instant.nullable().catch(null),
});
export type AnswerEnvelope = z.output<typeof answerEnvelope>;

/** Whom a row is about; the other keys are kept for the interface's own shape. */
export const subjectRow = z.looseObject({
  /** 证件号码. */
  ZJHM: always,
  /** 姓名. */
  XINGMING: always,
});
export type SubjectRow = z.output<typeof subjectRow>;

/** The answer of a batch interface. */
export const batchAnswer = z.object({
  /** 机构名称. */
  JGMC: always,
  /** 数据时间. */
  SJSJ: instant,
  rows: z.array(subjectRow),
});
export type BatchAnswer = z.output<typeof batchAnswer>;

/** `/grzh/query` 个人账户; one row per account. */
export const accountRow = (ratioUnit: RatioUnit) => {
  const ratio = always.transform(readWith((value) => parseRatio(value, ratioUnit)));
  return z.object({
    /** 个人账号. */
    GRZH: accountNumber,
    /** 证件类型; a number of another kind of document would be another person's. */
    ZJLX: text.pipe(z.literal('01')),
    /** 个人账户状态. */
    GRZHZT: always,
    /** 个人账户余额. */
    GRZHYE: amount,
    /** 个人缴存基数. */
    GRJCJS: amount,
    /** 个人缴存比例. */
    GRJCBL: ratio,
    /** 单位缴存比例. */
    DWJCBL: ratio,
    /** 月缴存额, both parts together. */
    YJCE: amount,
    /** 个人缴至年月; empty before the first deposit. */
    GRJZNY: maybeMonth,
    /** 开户日期. */
    KHRQ: day,
    /** 销户日期; since release 3.2. */
    XHRQ: maybeDay,
    /** 单位账号; since release 3.2. */
    DWZH: maybe,
    /** 单位名称; since release 3.2. */
    DWMC: maybe,
  });
};
export type AccountRow = z.output<ReturnType<typeof accountRow>>;

/** `/dkxx/query` 贷款信息; one row per loan. */
export const loanRow = z.object({
  /** 借款合同编号. */
  JKHTBH: contractNumber,
  /** 贷款状态. */
  DKZT: always,
  /** 贷款发放额. */
  DKFFE: amount,
  /** 贷款余额. */
  DKYE: amount,
  /** 贷款年利率; per cent, whatever `ratioUnit` is. */
  DKLL: always.transform(readWith(parseAnnualRate)),
  /** 贷款发放日期; since release 3.2. */
  DKFFRQ: maybeDay,
  /** 贷款期数, months. */
  DKQS: count,
  /** 逾期金额. */
  YQJE: amount,
  /** 逾期期数. */
  YQQS: count,
});
export type LoanRow = z.output<typeof loanRow>;

/** The answer of an interface about one person, whom it names where it knows that person. */
export const personAnswer = z.object({
  SJSJ: instant,
  ZJHM: maybe,
  XINGMING: maybe,
  /** 借款合同编号, of a schedule. */
  JKHTBH: maybe,
  /** 个人账号, of deposits. */
  GRZH: maybe,
  /** 总条数, where the answer is a page. */
  ZTS: maybe.transform(readOrNull(parseTotal)),
  rows: z.array(z.unknown()),
});
export type PersonAnswer = z.output<typeof personAnswer>;

/** `/hkjh/query` 还款计划. */
export const installmentRow = z.object({
  /** 期次. */
  QC: count,
  /** 应还日期; since release 3.2. */
  YHRQ: maybeDay,
  /** 应还本金. */
  YHBJ: amount,
  /** 应还利息. */
  YHLX: amount,
});
export type InstallmentRow = z.output<typeof installmentRow>;

/** `/jcmx/query` 缴存明细. */
export const depositRow = z.object({
  YWLSH: serialNumber,
  /** 归集业务类型. */
  YWLX: always,
  /** 汇缴月份; empty for what belongs to no month. */
  HJYF: maybeMonth,
  /** 发生额, below zero for what reduces the balance. */
  FSE: always.transform(readWith(parseYuan)),
  /** 记账日期. */
  JZRQ: day,
});
export type DepositRow = z.output<typeof depositRow>;

/** `/tqmx/query` 提取明细. */
export const withdrawalRow = z.object({
  YWLSH: serialNumber,
  /** The account it was paid from. */
  GRZH: accountNumber,
  /** 提取原因. */
  TQYY: always,
  /** 提取额. */
  TQE: amount,
  /** 提取日期; since release 3.2. */
  TQRQ: maybeDay,
});

function parseTotal(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new RangeError('not a number of rows');
  return Number(value);
}

function readOrNull<T>(parse: (value: string) => T) {
  const read = readWith(parse);
  return (value: string | null, context: z.RefinementCtx): T | null =>
    value === null ? null : read(value, context);
}
