import type { DroppedTypes } from '../../inbound/DroppedType.ts';
import { SOCIAL_INSURANCE_TYPES as TYPES } from '../exchangedTypes.ts';

/** The columns of a social insurance centre's files. @see docs/dialects/file-drop.md, 6.2 */
export const socialInsuranceFiles: DroppedTypes = {
  /** 参保信息. */
  CBXX: {
    type: TYPES.enrollments,
    columns: ['aae140', 'aac031', 'aab001', 'aab004', 'yac201'],
    addedColumns: ['aab050'],
    sumKey: null,
  },
  /** 缴费明细. */
  JFMX: {
    type: TYPES.contributions,
    columns: ['aae003', 'aae140', 'aae180', 'yac183', 'yab183'],
    addedColumns: [],
    sumKey: 'yac183',
  },
  /** 养老保险个人账户. */
  YLZH: {
    type: TYPES.pensionAccount,
    columns: ['yac301', 'yac302', 'yac303'],
    addedColumns: ['yac304'],
    sumKey: 'yac301',
  },
  /** 待遇. */
  DYXX: {
    type: TYPES.benefits,
    columns: ['yae401', 'yae402', 'yae403', 'aae041'],
    addedColumns: ['yae404'],
    sumKey: 'yae403',
  },
  /** 社会保障卡. */
  SBKX: {
    type: TYPES.socialSecurityCard,
    columns: ['aaz500', 'yaz503', 'yaz502'],
    addedColumns: ['yaz501'],
    sumKey: null,
  },
  /** 待遇领取资格认证. */
  ZGRZ: {
    type: TYPES.eligibilityCheck,
    columns: ['yae501', 'yae502'],
    addedColumns: ['yae503'],
    sumKey: null,
  },
};
