import type { DroppedTypes } from '../../inbound/DroppedType.ts';
import { HOUSING_FUND_TYPES as TYPES } from '../exchangedTypes.ts';

/** The columns of a housing fund centre's files. @see docs/dialects/file-drop.md, 6.1 */
export const housingFundFiles: DroppedTypes = {
  /** 个人账户. */
  GRZH: {
    type: TYPES.accounts,
    columns: ['GRZH', 'GRZHZT', 'GRZHYE', 'GRJCJS', 'GRJCBL', 'DWJCBL', 'YJCE', 'GRJZNY', 'KHRQ'],
    addedColumns: ['XHRQ', 'DWZH', 'DWMC'],
    sumKey: 'GRZHYE',
  },
  /** 贷款. */
  DKXX: {
    type: TYPES.loans,
    columns: ['JKHTBH', 'DKZT', 'DKFFE', 'DKYE', 'DKLL', 'DKQS', 'YQJE', 'YQQS'],
    addedColumns: ['DKFFRQ'],
    sumKey: 'DKYE',
  },
  /** 还款计划. */
  HKJH: {
    type: TYPES.schedules,
    columns: ['JKHTBH', 'QC', 'YHBJ', 'YHLX'],
    addedColumns: ['YHRQ'],
    sumKey: 'YHBJ',
  },
  /** 缴存明细. */
  JCMX: {
    type: TYPES.deposits,
    columns: ['YWLSH', 'GRZH', 'YWLX', 'HJYF', 'FSE', 'JZRQ'],
    addedColumns: [],
    sumKey: 'FSE',
  },
  /** 提取明细. */
  TQMX: {
    type: TYPES.withdrawals,
    columns: ['YWLSH', 'GRZH', 'TQYY', 'TQE'],
    addedColumns: ['TQRQ'],
    sumKey: 'TQE',
  },
};
