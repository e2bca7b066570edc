import type { ExchangedDepartment } from '../../inbound/ExchangedDepartment.ts';
import { HOUSING_FUND_TYPES as TYPES } from '../exchangedTypes.ts';
import { BUSINESSES } from './businesses.ts';

/** The words of a housing fund centre's rows. @see docs/dialects/exchange-table.md, 5 and 6.1 */
export const housingFundRows: ExchangedDepartment = {
  types: {
    /** 个人账户. */
    GRZH: TYPES.accounts,
    /** 贷款, each with its 还款计划. */
    DKXX: TYPES.loansWithSchedules,
    /** 缴存明细. */
    JCMX: TYPES.deposits,
    /** 提取明细. */
    TQMX: TYPES.withdrawals,
  },
  keys: { number: 'ZJHM', name: 'XINGMING', dataTime: 'SJSJ', centerName: 'JGMC', list: 'LB' },
  lists: ['LB', 'HKJH'],
  businesses: BUSINESSES,
};
