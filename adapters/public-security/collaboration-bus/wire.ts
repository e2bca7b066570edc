import { z } from 'zod';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import { parseBeijingTime } from '../../transport/parseBeijingTime.ts';
import { readWith } from '../../transport/readWith.ts';
import { always, MISSING, maybe } from './leaf.ts';

const day = always.transform(readWith(parseCalendarDate));
const maybeDay = maybe.transform((value, context) =>
  value === null ? null : readWith(parseCalendarDate)(value, context),
);
/** Beijing time on the wire, epoch ms here. */
const instant = always.transform(readWith(parseBeijingTime));
/** Six digits, or twelve of which the last six say nothing. */
const division = always.refine((value) => /^\d{6}(\d{6})?$/.test(value), 'malformed');
const integer = always.refine((value) => /^-?\d{1,9}$/.test(value), 'malformed');

/** Names of the elements that may repeat. */
export const LISTS = ['RECORD', 'ITEM', 'CY', 'QY', 'JG'] as const;

/** An element that holds others; without content it is an empty text. */
const emptyElement = z.literal('').transform(() => ({}));

/** 报文. */
export const packageDocument = z.object({
  package: z.object({
    head: z.union([z.record(z.string(), z.unknown()), emptyElement]).default({}),
    data: z
      .union([
        z.looseObject({ RECORD: z.array(z.unknown()).default([]) }),
        emptyElement.transform(() => ({ RECORD: [] })),
      ])
      .default({ RECORD: [] }),
  }),
});

/** 报文头, whoever sent it; the names of the units are not compared. */
export const head = z.object({
  BBH: always,
  /** 发送单位代码. */
  FSDWDM: always.refine((value) => /^\d{12}$/.test(value), 'malformed'),
  FSDWMC: always,
  /** 接收单位代码. */
  JSDWDM: always.refine((value) => /^\d{12}$/.test(value), 'malformed'),
  JSDWMC: always,
  /** 业务类别. */
  YWLB: always.refine((value) => /^\d{4}$/.test(value), 'malformed'),
  /** 业务协同编号: 28 digits, of handling the number of a case. */
  YWXTBH: always.refine((value) => /^[0-9A-Z]{16,32}$/.test(value), 'malformed'),
  /** 报文编号. */
  BWBH: always.refine((value) => /^[0-9A-Za-z]{1,32}$/.test(value), 'malformed'),
  /** 发送时间. */
  FSSJ: instant,
  /** 返回码: in acks, and in a feedback that failed as a whole. */
  FHM: maybe.refine((value) => value === null || /^-?\d{1,9}$/.test(value), 'malformed'),
});
export type Head = z.output<typeof head>;

/** What our acks repeat of a head, each as far as it can be read. */
export const repeatedHead = z.object({
  YWLB: head.shape.YWLB.catch(''),
  YWXTBH: head.shape.YWXTBH.catch(''),
  BWBH: head.shape.BWBH.catch(''),
});
export type RepeatedHead = z.output<typeof repeatedHead>;

/** What an ack says beside what it repeats. */
export const ackHead = z.object({ FHM: head.shape.FHM, FHXX: maybe });

/** 恢复时间; what cannot be read must not hide that there is a maintenance. */
export const recoveryHead = z.object({ HFSJ: instant.nullable().catch(null) });

/** What tells a RECORD among those of its package; the rest is read by its kind. */
export const recordFrame = z.looseObject({
  '@no': z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .transform(Number),
  '@kind': z.string().trim().min(1),
});
export type RecordFrame = z.output<typeof recordFrame>;

/** RECORD of kind `refusal`. */
export const refusalRecord = z.object({ FHM: integer });

/** Whom a RECORD is about, a natural person or a company. */
export const subject = z.object({
  /** 公民身份号码. */
  GMSFHM: maybe,
  /** 姓名. */
  XM: maybe,
  /** 统一社会信用代码. */
  TYSHXYDM: maybe,
  /** 单位名称. */
  DWMC: maybe,
});

/** RECORD of kind `feedback` or `notice`, without its sections. */
export const registerRecord = z.object({
  /** 数据时间. */
  SJSJ: instant,
  /** 查询结果: `1` on file, `0` nobody here. */
  CXJG: always.refine((value) => value === '0' || value === '1', 'malformed'),
});

/** 户籍信息. */
const hukouItem = z.object({
  /** 所属号码. */
  SSHM: always,
  /** 户号. */
  HH: always.refine((value) => /^\d{9}$/.test(value), 'malformed'),
  /** 户类型. */
  HLX: always,
  /** 户主姓名. */
  HZXM: always,
  /** 与户主关系代码. */
  YHZGXDM: always,
  /** 户籍地省市县区代码. */
  SSXQDM: division,
  /** 户籍地址. */
  QHNXXDZ: always,
  /** 登记日期; since release 1.1. */
  DJRQ: maybeDay,
  /** 户成员, the head first. */
  HCY: present(z.object({ CY: z.array(z.object({ XM: always, YHZGXDM: always })).min(1) })),
  /** 迁移信息, in any order. */
  QYXX: present(
    z.union([
      emptyElement.transform(() => ({ QY: [] })),
      z.object({
        QY: z
          .array(
            z.object({
              /** 1 is the oldest. */
              '@xh': always.refine((value) => /^\d{1,6}$/.test(value), 'malformed').transform(Number),
              /** 迁出地. */
              QCDSSXQDM: division,
              /** 迁入地. */
              QRDSSXQDM: division,
              /** 迁移日期. */
              QYRQ: maybeDay,
              /** 迁移原因代码. */
              QYYYDM: always,
            }),
          )
          .default([]),
      }),
    ]),
  ),
});
export type HukouItem = z.output<typeof hukouItem>;

/** 有效期截止日期 of a card that does not expire; some places write the second. */
const LONG_TERM: readonly string[] = ['长期', '99991231'];

/** 身份证信息. */
const identityCardItem = z.object({
  SSHM: always,
  /** 证件类型. */
  ZJLX: always,
  /** 有效期起始日期. */
  YXQQSRQ: day,
  /** 有效期截止日期; `null` for long-term. */
  YXQJZRQ: always.transform((value, context) =>
    LONG_TERM.includes(value) ? null : readWith(parseCalendarDate)(value, context),
  ),
  /** 签发机关. */
  QFJG: always,
  /** 挂失状态; since release 1.1. */
  GSZT: maybe,
});
export type IdentityCardItem = z.output<typeof identityCardItem>;

/** 居住证信息. */
const residencePermitItem = z.object({
  SSHM: always,
  /** 居住证编号. */
  JZZBH: always.refine((value) => Array.from(value).length === 18, 'malformed'),
  /** 居住地址. */
  JZDZ: always,
  /** 签发日期. */
  QFRQ: day,
  /** 有效期截止日期; since release 1.1. */
  YXQJZRQ: maybeDay,
  /** 签发机关. */
  QFJG: always,
  /** 居住证状态. */
  JZZZT: always,
});
export type ResidencePermitItem = z.output<typeof residencePermitItem>;

/** 机动车信息. */
const vehicleItem = z.object({
  SSHM: always,
  /** 号牌号码. */
  HPHM: always.refine((value) => /^.{7,8}$/u.test(value), 'malformed'),
  /** 号牌种类. */
  HPZL: always,
  /** 车辆品牌型号. */
  CLPPXH: always,
  /** 初次登记日期. */
  CCDJRQ: day,
  /** 检验有效期止; since release 1.1. */
  JYYXQZRQ: maybeDay,
  /** 机动车状态. */
  JDCZT: always,
});
export type VehicleItem = z.output<typeof vehicleItem>;

/** The four sections of whom is on file. */
export const sections = z.object({
  HJXX: section(hukouItem, 1),
  SFZXX: section(identityCardItem, 1),
  JZZXX: section(residencePermitItem, 1),
  JDCXX: section(vehicleItem, 50),
});
export type Sections = z.output<typeof sections>;

/** A section says how many entries it has: one that says less or more than it holds was cut, or put together wrongly. */
function section<Item extends z.ZodType>(item: Item, max: number) {
  return present(
    z
      .object({ '@count': integer.transform(Number), ITEM: z.array(item).max(max).default([]) })
      .refine((read) => read['@count'] === read.ITEM.length, 'another count')
      .transform(({ ITEM }) => ITEM),
  );
}

/** An element that must be there. */
function present<Shape extends z.ZodType>(shape: Shape) {
  return shape.optional().transform((value, context) => {
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: MISSING });
    return z.NEVER;
  });
}
