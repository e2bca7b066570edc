import { z } from 'zod';
import { type Booking, bookings } from '../../world/bookings.ts';
import type { HousingFundFile } from '../../world/HousingFundFile.ts';
import { ACCOUNT_COLUMNS } from './accountColumns.ts';
import { DEPOSIT_COLUMNS, directionOf, INSTALLMENT_COLUMNS, WITHDRAWAL_COLUMNS } from './detailColumns.ts';
import { inStorageOrder } from './inStorageOrder.ts';
import { LOAN_COLUMNS } from './loanColumns.ts';
import { type NodeColumn, readFields } from './NodeColumn.ts';
import type { PersonQuery, PersonTransaction } from './PersonTransaction.ts';

const PAGE_LIMIT = 100;
const SCHEDULE_LIMIT = 360;
const NO_ROWS = '000000';

const count = z
  .string()
  .regex(/^0{0,5}[1-9]\d{0,5}$/)
  .transform(Number);
const schedule = z.object({
  JKHTBH: z.string().min(1),
  KSQC: z.union([z.literal(''), count]).default(''),
  QS: count,
});
const page = z.object({ YM: count, MYTS: count });
const deposits = page.extend({
  GRZH: z.string().min(1),
  FSFX: z.enum(['', '1', '2']).default(''),
});

/** The reads about one person, by 交易码. */
export const PERSON_TRANSACTIONS: ReadonlyMap<string, PersonTransaction> = new Map([
  [
    'GJJC01',
    {
      read: () =>
        listOf(
          ({ accounts }) => accounts,
          ACCOUNT_COLUMNS,
          ({ number }) => number,
        ),
    },
  ],
  [
    'GJJC02',
    {
      read: () =>
        listOf(
          ({ loans }) => loans,
          LOAN_COLUMNS,
          (loan) => loan.contractNumber,
        ),
    },
  ],
  ['GJJC03', { read: readSchedule }],
  ['GJJC04', { read: readDeposits }],
  ['GJJC05', { read: readWithdrawals }],
]);

function listOf<Item>(
  itemsOf: (file: HousingFundFile) => readonly Item[],
  columns: readonly NodeColumn<Item>[],
  numberOf: (item: Item) => string,
): PersonQuery {
  return {
    unknown: [],
    answer: (file, style, isStale) => ({
      beside: [],
      rows: inStorageOrder(itemsOf(file), numberOf).map((item) => readFields(item, columns, style, isStale)),
    }),
  };
}

function readSchedule(body: Readonly<Record<string, string>>): PersonQuery | '2004' | '2005' {
  const parsed = schedule.safeParse(body);
  if (!parsed.success) return '2004';
  const { JKHTBH, KSQC, QS } = parsed.data;
  if (QS > SCHEDULE_LIMIT) return '2005';
  return {
    part: `${JKHTBH} ${KSQC} ${QS}`,
    unknown: [['JKHTBH', '']],
    answer(file, style, isStale) {
      const loan = file.loans.find(({ contractNumber }) => contractNumber === JKHTBH);
      const first = KSQC === '' ? 0 : KSQC;
      const wanted = loan?.schedule.filter(({ number }) => number >= first).slice(0, QS) ?? [];
      return {
        beside: [['JKHTBH', style.column(JKHTBH, 20)]],
        rows: wanted.map((row) => readFields(row, INSTALLMENT_COLUMNS, style, isStale)),
      };
    },
  };
}

function readDeposits(body: Readonly<Record<string, string>>): PersonQuery | '2004' | '2005' {
  const parsed = deposits.safeParse(body);
  if (!parsed.success) return '2004';
  const { GRZH, FSFX, YM, MYTS } = parsed.data;
  if (MYTS > PAGE_LIMIT) return '2005';
  return {
    part: `${GRZH} ${FSFX} ${YM}/${MYTS}`,
    unknown: [
      ['GRZH', ''],
      ['ZTS', NO_ROWS],
    ],
    answer(file, style, isStale) {
      const account = file.accounts.find(({ number }) => number === GRZH);
      const all = account === undefined ? [] : bookings(account);
      const wanted = all.filter((line) => FSFX === '' || directionOf(line) === FSFX);
      return {
        beside: [
          ['GRZH', style.column(GRZH, 20)],
          ['ZTS', totalOf(wanted)],
        ],
        rows: pageOf(wanted, YM, MYTS).map((line) => readFields(line, DEPOSIT_COLUMNS, style, isStale)),
      };
    },
  };
}

function readWithdrawals(body: Readonly<Record<string, string>>): PersonQuery | '2004' | '2005' {
  const parsed = page.safeParse(body);
  if (!parsed.success) return '2004';
  const { YM, MYTS } = parsed.data;
  if (MYTS > PAGE_LIMIT) return '2005';
  return {
    part: `${YM}/${MYTS}`,
    unknown: [['ZTS', NO_ROWS]],
    answer(file, style, isStale) {
      const all = file.accounts
        .flatMap(bookings)
        .filter(({ ground }) => ground !== null)
        .toSorted((one, other) => (ageKey(one) < ageKey(other) ? 1 : -1));
      return {
        beside: [['ZTS', totalOf(all)]],
        rows: pageOf(all, YM, MYTS).map((line) => readFields(line, WITHDRAWAL_COLUMNS, style, isStale)),
      };
    },
  };
}

const ageKey = ({ bookedOn, serial }: Booking): string => `${bookedOn}${serial}`;

const totalOf = (all: readonly unknown[]): string => String(all.length).padStart(NO_ROWS.length, '0');

const pageOf = <Item>(all: readonly Item[], number: number, size: number): readonly Item[] =>
  all.slice((number - 1) * size, number * size);
