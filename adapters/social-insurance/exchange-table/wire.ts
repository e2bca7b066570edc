import type { ExchangedDepartment } from '../../inbound/ExchangedDepartment.ts';
import { SOCIAL_INSURANCE_TYPES as TYPES } from '../exchangedTypes.ts';
import { BUSINESSES } from './businesses.ts';

/** The words of a social insurance centre's rows. @see docs/dialects/exchange-table.md, 5 and 6.2 */
export const socialInsuranceRows: ExchangedDepartment = {
  types: {
    /** 参保信息. */
    CBXX: TYPES.enrollments,
    /** 缴费明细. */
    JFMX: TYPES.contributions,
    /** 养老保险个人账户. */
    YLZH: TYPES.pensionAccount,
    /** 待遇. */
    DYXX: TYPES.benefits,
    /** 社会保障卡. */
    SBKX: TYPES.socialSecurityCard,
    /** 待遇领取资格认证. */
    ZGRZ: TYPES.eligibilityCheck,
  },
  keys: {
    number: 'aac002',
    name: 'aac003',
    dataTime: 'sjsj',
    centerName: 'jgmc',
    personNumber: 'aac001',
    list: 'lb',
  },
  lists: ['lb'],
  businesses: BUSINESSES,
};
