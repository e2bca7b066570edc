import { z } from 'zod';
import { dataExchangeValue } from '../../transport/data-exchange/dataExchangeValue.ts';

const { text, always, maybe, day, maybeDay, instant, division } = dataExchangeValue;

/** `catalog-611` 登记核查. */
export const registrationRow = z.object({
  /** 数据更新时间. */
  sjgxsj: instant,
});

/** `catalog-612` 户籍信息. */
export const householdRow = z.object({
  sjgxsj: instant,
  /** 户号. */
  hh: text.regex(/^\d{9}$/),
  /** 户类型. */
  hlx: always,
  /** 户主姓名. */
  hzxm: always,
  /** 与户主关系代码. */
  yhzgxdm: always,
  /** 户籍地省市县区代码. */
  ssxqdm: division,
  /** 户籍地址. */
  qhnxxdz: always,
  /** 登记日期; since release 2.1. */
  djrq: maybeDay,
  /** 户成员, the head first. */
  hcy: z.array(z.object({ xm: always, yhzgxdm: always })).min(1),
  /** 迁移信息, the newest move first. */
  qyxx: z.array(
    z.object({
      /** 迁出地. */
      qcdssxqdm: division,
      /** 迁入地. */
      qrdssxqdm: division,
      /** 迁移日期. */
      qyrq: maybeDay,
      /** 迁移原因代码. */
      qyyydm: always,
    }),
  ),
});
export type HouseholdRow = z.output<typeof householdRow>;

/** 有效期截止日期 of a card that does not expire. */
export const LONG_TERM = '长期';

/** `catalog-613` 居民身份证信息. */
export const identityCardRow = z.object({
  sjgxsj: instant,
  /** 证件类型. */
  zjlxdm: always,
  /** 有效期起始日期. */
  yxqqsrq: day,
  /** 有效期截止日期. */
  yxqjzrq: z.union([text.pipe(z.literal(LONG_TERM)), day]),
  /** 签发机关. */
  qfjg: always,
  /** 挂失状态; since release 2.1. */
  gsztdm: maybe,
});
export type IdentityCardRow = z.output<typeof identityCardRow>;

/** `catalog-614` 居住证信息. */
export const residencePermitRow = z.object({
  sjgxsj: instant,
  /** 居住证编号. */
  jzzbh: text.length(18),
  /** 居住地址. */
  jzdz: always,
  /** 签发日期. */
  qfrq: day,
  /** 有效期截止日期; since release 2.1. */
  yxqjzrq: maybeDay,
  /** 签发机关. */
  qfjg: always,
  /** 居住证状态. */
  jzzztdm: always,
});
export type ResidencePermitRow = z.output<typeof residencePermitRow>;

/** `catalog-615` 机动车信息; one row per vehicle. */
export const vehicleRow = z.object({
  sjgxsj: instant,
  /** 号牌号码. */
  hphm: always,
  /** 号牌种类. */
  hpzldm: always,
  /** 车辆品牌型号. */
  clppxh: always,
  /** 初次登记日期. */
  ccdjrq: day,
  /** 检验有效期止; since release 2.1. */
  jyyxqzrq: maybeDay,
  /** 机动车状态. */
  jdcztdm: always,
});
export type VehicleRow = z.output<typeof vehicleRow>;
