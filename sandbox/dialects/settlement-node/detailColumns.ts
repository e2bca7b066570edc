import type { Booking } from '../../world/bookings.ts';
import type { FundInstallment } from '../../world/HousingFundFile.ts';
import type { NodeColumn } from './NodeColumn.ts';

/** 发生方向: what adds to a balance, and what reduces it. */
export const directionOf = ({ amountFen }: Booking): '1' | '2' => (amountFen < 0n ? '2' : '1');

/** A row of GJJC03. */
export const INSTALLMENT_COLUMNS: readonly NodeColumn<FundInstallment>[] = [
  { name: 'QC', read: ({ number }) => String(number).padStart(3, '0') },
  { name: 'YHBJ', read: ({ principalFen }, { amount }) => amount(principalFen) },
  { name: 'YHLX', read: ({ interestFen }, { amount }) => amount(interestFen) },
  { name: 'YHRQ', isNewer: true, read: ({ dueOn }, { time }) => time(dueOn, 8) },
];

/** A row of GJJC04. */
export const DEPOSIT_COLUMNS: readonly NodeColumn<Booking>[] = [
  { name: 'YWLSH', read: ({ serial }) => serial },
  { name: 'YWLX', isCode: true, read: ({ kind }) => kind },
  { name: 'FSFX', read: directionOf },
  { name: 'HJYF', read: ({ month }, { time }) => time(month, 6) },
  { name: 'FSE', read: ({ amountFen }, { amount }) => amount(amountFen) },
  { name: 'JZRQ', read: ({ bookedOn }, { time }) => time(bookedOn, 8) },
];

/** A row of GJJC05. */
export const WITHDRAWAL_COLUMNS: readonly NodeColumn<Booking>[] = [
  { name: 'YWLSH', read: ({ serial }) => serial },
  { name: 'GRZH', read: ({ account }, { column }) => column(account, 20) },
  { name: 'TQYY', isCode: true, read: ({ ground }) => ground ?? '' },
  { name: 'TQE', read: ({ amountFen }, { amount }) => amount(amountFen) },
  { name: 'TQRQ', isNewer: true, read: ({ bookedOn }, { time }) => time(bookedOn, 8) },
];
