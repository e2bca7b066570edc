import type { Deposit } from '../../domain/housing-fund/Deposit.ts';
import type { HousingFundAccount } from '../../domain/housing-fund/HousingFundAccount.ts';
import type { WithdrawalGround } from '../../domain/housing-fund/withdrawalGround.ts';

/** Code tables that nodes, tables and files of housing funds have in common; each dialect's specification lists them. */
export const CODE_TABLES = {
  /** 个人账户状态. */
  accountStates: {
    '01': 'ACTIVE',
    '02': 'SEALED',
    '03': 'CLOSED_MERGED',
    '04': 'CLOSED_TRANSFERRED',
    '05': 'CLOSED_WITHDRAWN',
    '06': 'FROZEN',
    '99': 'OTHER',
  },
  /** 归集业务类型 that add to a balance. */
  depositKinds: {
    '01': 'REGULAR',
    '02': 'BACK_PAYMENT',
    '08': 'TRANSFER_IN',
    '09': 'INTEREST',
    '99': 'OTHER',
  },
  /** 提取原因. */
  withdrawalGrounds: {
    '01': 'PURCHASE',
    '02': 'CONSTRUCTION',
    '03': 'RETIREMENT',
    '04': 'DISABILITY',
    '05': 'EMIGRATION',
    '06': 'LOAN_REPAYMENT',
    '07': 'RENT',
    '08': 'DEATH',
    '09': 'SERIOUS_ILLNESS',
    '99': 'OTHER',
  },
} as const satisfies {
  readonly accountStates: Readonly<Record<string, HousingFundAccount['state']>>;
  readonly depositKinds: Readonly<Record<string, Deposit['kind']>>;
  readonly withdrawalGrounds: Readonly<Record<string, WithdrawalGround>>;
};
