import type { Deposit } from '../../../domain/housing-fund/Deposit.ts';

/** 归集业务类型 that add to a balance, by which deposits are asked for and read. */
export const ADDING_KINDS = {
  '01': 'REGULAR',
  '02': 'BACK_PAYMENT',
  '08': 'TRANSFER_IN',
  '09': 'INTEREST',
  '99': 'OTHER',
} as const satisfies Record<string, Deposit['kind']>;
