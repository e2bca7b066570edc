import { z } from 'zod';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import { parseYearMonth } from '../../../domain/yearMonth.ts';
import { parseBeijingTime } from '../../transport/parseBeijingTime.ts';
import { readWith } from '../../transport/readWith.ts';
import { parseAmount } from '../parseAmount.ts';
import { parseAnnualRate } from '../parseAnnualRate.ts';
import { parsePercentage } from '../parsePercentage.ts';
import type { AmountUnit } from './options.ts';

/** Columns are padded with blanks, texts behind and amounts before. */
const text = z.string().trim();
const always = text.min(1);
/** A missing element and a blank text both mean "no value". */
const maybe = text.optional().transform((value) => value || null);
/** No date or month: blanks, or zeros at centres that write fen. */
const maybeFilled = maybe.transform((value) => (value === null || /^0+$/.test(value) ? null : value));
const maybeDay = maybeFilled.transform(readOrNull(parseCalendarDate));
const maybeMonth = maybeFilled.transform(readOrNull(parseYearMonth));
const day = always.transform(readWith(parseCalendarDate));
const count = text.regex(/^\d{1,3}$/).transform(Number);
/** Beijing time on the wire, epoch ms here. */
const instant = always.transform(readWith(parseBeijingTime));
const maybeInstant = maybe.transform(readOrNull(parseBeijingTime));
const ratio = always.transform(readWith(parsePercentage));
const total = text.regex(/^\d{1,9}$/).transform(Number);

const accountNumber = text.regex(/^\d{12}$/);
const contractNumber = text.length(16);
/** 业务流水号, unique in the centre. */
const serialNumber = text.regex(/^\d{20}$/);

const AMOUNTS = {
  // Without its decimals it would be an amount of fen, at a place that was written down wrongly.
  yuan: always.pipe(z.string().regex(/^\d{1,15}\.\d\d$/)).transform(readWith(parseAmount)),
  fen: text.regex(/^\d{14}$/).transform(BigInt),
} as const satisfies Record<AmountUnit, z.ZodType>;

/** An answer of the hub. */
export const hubAnswer = z.object({
  msg: z.object({
    outhead: z.object({
      /** 状态. */
      zt: z.enum(['0', '1', '2']),
      /** 返回码. */
      fhm: text.regex(/^\d{4}$/),
    }),
    body: z.unknown(),
  }),
});

/** The answer to 签到. */
export const signInBody = z.object({
  /** 会话密钥, under the node key. */
  HHMY: text.regex(/^[0-9A-Fa-f]{32}$/),
  /** 校验值. */
  JYZ: text.regex(/^[0-9A-Fa-f]{8}$/),
  /** 有效秒数. */
  YXMS: text.regex(/^\d{2,5}$/).transform(Number),
});

/** 恢复时间 of a maintenance; what cannot be read must not hide that there is one. */
export const maintenanceBody = z.object({ HFSJ: maybeInstant.catch(null) }).catch({ HFSJ: null });

const rowList = z.union([
  z.literal(''),
  z.object({ '@hs': text.regex(/^\d{1,6}$/).transform(Number), row: z.array(z.unknown()).default([]) }),
]);

/** The answer to a read about one person. */
export const personBody = z.object({
  /** 机构名称. */
  JGMC: always,
  /** 数据时间. */
  SJSJ: instant,
  ZJHM: maybe,
  XINGMING: maybe,
  /** 借款合同编号, of a schedule. */
  JKHTBH: maybe,
  /** 个人账号, of deposits. */
  GRZH: maybe,
  /** 总条数, where the answer is a page. */
  ZTS: total.optional(),
  rows: rowList,
});

/** The answer to a file in the same exchange. */
export const batchBody = z.object({
  JGMC: always,
  SJSJ: instant,
  /** 批次笔数. */
  PCBS: text.regex(/^\d{1,8}$/).transform(Number),
  /** 批次文件. */
  PCWJ: always,
});

/** A message of the hub to our listener. */
export const hubMessage = z.object({
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
      /** 原发送日期 and 原发送流水号 of our request. */
      YFSRQ: text.regex(/^\d{8}$/),
      YFSLSH: text.regex(/^\d{12}$/),
      /** 原交易码. */
      YJYM: always,
      /** Result of the whole batch. */
      FHM: text.regex(/^\d{4}$/),
      JGMC: maybe,
      SJSJ: maybeInstant,
      PCBS: maybe.transform(readOrNull(parseCount)),
      PCWJ: maybe,
    }),
  }),
});
export type HubMessage = z.output<typeof hubMessage>['msg'];

/** Whom a line of a file is about. */
export const lineSubject = z.looseObject({ ZJHM: maybe, XINGMING: maybe });

/** GJJC01 and GJJP01; one row per account. */
export const accountRow = (unit: AmountUnit) =>
  z.object({
    GRZH: accountNumber,
    /** 个人账户状态. */
    GRZHZT: always,
    /** 个人账户余额. */
    GRZHYE: AMOUNTS[unit],
    /** 个人缴存基数. */
    GRJCJS: AMOUNTS[unit],
    /** 个人缴存比例 and 单位缴存比例. */
    GRJCBL: ratio,
    DWJCBL: ratio,
    /** 月缴存额, both parts together. */
    YJCE: AMOUNTS[unit],
    /** 个人缴至年月. */
    GRJZNY: maybeMonth,
    /** 开户日期. */
    KHRQ: day,
    /** 销户日期, 单位账号, 单位名称; since release 2.0. */
    XHRQ: maybeDay,
    DWZH: maybe,
    DWMC: maybe,
  });
export type AccountRow = z.output<ReturnType<typeof accountRow>>;

/** GJJC02 and GJJP02; one row per loan. */
export const loanRow = (unit: AmountUnit) =>
  z.object({
    JKHTBH: contractNumber,
    /** 贷款状态. */
    DKZT: always,
    /** 贷款发放额 and 贷款余额. */
    DKFFE: AMOUNTS[unit],
    DKYE: AMOUNTS[unit],
    /** 贷款年利率. */
    DKLL: always.transform(readWith(parseAnnualRate)),
    /** 贷款期数, months. */
    DKQS: count,
    /** 逾期金额 and 逾期期数. */
    YQJE: AMOUNTS[unit],
    YQQS: count,
    /** 贷款发放日期; since release 2.0. */
    DKFFRQ: maybeDay,
  });
export type LoanRow = z.output<ReturnType<typeof loanRow>>;

/** GJJC03. */
export const installmentRow = (unit: AmountUnit) =>
  z.object({
    /** 期次. */
    QC: count,
    /** 应还本金 and 应还利息. */
    YHBJ: AMOUNTS[unit],
    YHLX: AMOUNTS[unit],
    /** 应还日期; since release 2.0. */
    YHRQ: maybeDay,
  });

/** GJJC04. */
export const depositRow = (unit: AmountUnit) =>
  z.object({
    YWLSH: serialNumber,
    /** 归集业务类型. */
    YWLX: always,
    /** 发生方向: `1` adds, `2` reduces. */
    FSFX: always,
    /** 汇缴月份. */
    HJYF: maybeMonth,
    /** 发生额. */
    FSE: AMOUNTS[unit],
    /** 记账日期. */
    JZRQ: day,
  });
export type DepositRow = z.output<ReturnType<typeof depositRow>>;

/** GJJC05. */
export const withdrawalRow = (unit: AmountUnit) =>
  z.object({
    YWLSH: serialNumber,
    GRZH: accountNumber,
    /** 提取原因. */
    TQYY: always,
    /** 提取额. */
    TQE: AMOUNTS[unit],
    /** 提取日期; since release 2.0. */
    TQRQ: maybeDay,
  });

function parseCount(value: string): number {
  if (!/^\d{1,8}$/.test(value)) throw new RangeError('not a number of lines');
  return Number(value);
}

function readOrNull<T>(parse: (value: string) => T) {
  const read = readWith(parse);
  return (value: string | null, context: z.RefinementCtx): T | null =>
    value === null ? null : read(value, context);
}
