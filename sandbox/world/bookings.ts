import type { FundAccount, FundDeposit } from './HousingFundFile.ts';

/** One line of an account's history: money in (positive) or out (negative). */
export interface Booking {
  /** 业务流水号, 20 digits: account, kind and running number. */
  readonly serial: string;
  /** 归集业务类型. */
  readonly kind: string;
  /** `YYYY-MM`, or `null`. */
  readonly month: string | null;
  readonly amountFen: bigint;
  readonly bookedOn: string;
  /** 提取原因 of a withdrawal; `null` for all other lines. */
  readonly ground: string | null;
  /** 个人账号. */
  readonly account: string;
}

const DEPOSIT_KIND = {
  regular: '01',
  'back-payment': '02',
  'transfer-in': '08',
  interest: '09',
  other: '99',
} as const satisfies Record<FundDeposit['kind'], string>;

type Line = Omit<Booking, 'serial' | 'account'>;

/** All lines of an account, the newest first. */
export function bookings(account: FundAccount): readonly Booking[] {
  const incoming = account.deposits.map(
    ({ kind, month, amountFen, recordedOn }): Line => ({
      kind: DEPOSIT_KIND[kind],
      month,
      amountFen,
      bookedOn: recordedOn,
      ground: null,
    }),
  );
  const outgoing = account.withdrawals.map(
    ({ ground, amountFen, withdrawnOn }, index): Line => ({
      kind: account.state === 'withdrawn' && index === 0 ? '12' : '11',
      month: null,
      amountFen: -amountFen,
      bookedOn: withdrawnOn,
      ground,
    }),
  );
  // Sorting is stable, so lines of one day keep the order of their group.
  const lines = [...moveOut(account), ...outgoing, ...incoming].toSorted((one, other) => {
    if (one.bookedOn === other.bookedOn) return 0;
    return one.bookedOn > other.bookedOn ? -1 : 1;
  });
  return lines.map((line, index) => ({
    ...line,
    account: account.number,
    serial: `${account.number.padStart(12, '0')}${line.kind}${String(lines.length - index).padStart(6, '0')}`,
  }));
}

function moveOut({ state, closedOn, transferredOutFen }: FundAccount): readonly Line[] {
  if (closedOn === null || transferredOutFen === 0n) return [];
  return [
    {
      kind: state === 'merged' ? '06' : '07',
      month: null,
      amountFen: -transferredOutFen,
      bookedOn: closedOn,
      ground: null,
    },
  ];
}
