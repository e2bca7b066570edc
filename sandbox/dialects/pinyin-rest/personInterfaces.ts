import { z } from 'zod';
import { type Booking, bookings } from '../../world/bookings.ts';
import type { FundInstallment, HousingFundFile } from '../../world/HousingFundFile.ts';
import { yuanText } from '../../yuanText.ts';
import type { CentreHabits } from './CentreHabits.ts';
import { digitsOf } from './digitsOf.ts';
import type { FundAnswer, FundInterface, FundQuery } from './FundInterface.ts';

/** What a paged answer says about a person whom nobody knows. */
const NO_ROWS = { ZTS: '0' };
const PAGE_LIMIT = 50;
const SCHEDULE_LIMIT = 120;

const person = z.string().trim().length(18).toUpperCase();
const count = z
  .string()
  .regex(/^[1-9]\d{0,5}$/)
  .transform(Number);
const scheduleBody = z.object({
  ZJHM: person,
  JKHTBH: z.string().trim().min(1),
  KSQC: z.union([z.literal(''), count]).optional(),
  QS: count,
});
const depositsBody = z.object({
  ZJHM: person,
  GRZH: z.string().trim().min(1),
  YWLX: z.array(z.string().regex(/^\d\d$/)).optional(),
  YM: count,
  MYTS: count,
});
const withdrawalsBody = z.object({ ZJHM: person, YM: count, MYTS: count });

/** The three interfaces about one person. */
export const PERSON_INTERFACES: readonly FundInterface[] = [
  { path: '/hkjh/query', read: readSchedule, newer: ['YHRQ'], unknownCode: null },
  { path: '/jcmx/query', read: readDeposits, newer: [], unknownCode: ['YWLX', '77'] },
  { path: '/tqmx/query', read: readWithdrawals, newer: ['TQRQ'], unknownCode: ['TQYY', '77'] },
];

function readSchedule(body: unknown): FundQuery | '2001' | '2002' {
  const parsed = scheduleBody.safeParse(body);
  if (!parsed.success) return '2001';
  const { ZJHM, JKHTBH, KSQC, QS } = parsed.data;
  if (QS > SCHEDULE_LIMIT) return '2002';
  return aboutOne(ZJHM, `${JKHTBH} ${KSQC ?? ''} ${QS}`, {}, (file, habits) => {
    const loan = file.loans.find(({ contractNumber }) => contractNumber === JKHTBH);
    const first = typeof KSQC === 'number' ? KSQC : 0;
    const rows = loan?.schedule.filter(({ number }) => number >= first).slice(0, QS) ?? [];
    return {
      beside: { JKHTBH: habits.column(JKHTBH, 20) },
      rows: rows.map((row) => installmentRow(row, habits)),
    };
  });
}

function readDeposits(body: unknown): FundQuery | '2001' | '2002' {
  const parsed = depositsBody.safeParse(body);
  if (!parsed.success) return '2001';
  const { ZJHM, GRZH, YWLX, YM, MYTS } = parsed.data;
  if (MYTS > PAGE_LIMIT) return '2002';
  return aboutOne(ZJHM, `${GRZH} ${YM}/${MYTS}`, NO_ROWS, (file, habits) => {
    const account = file.accounts.find(({ number }) => number === GRZH);
    const lines = account === undefined ? [] : bookings(account);
    const wanted = lines.filter(({ kind }) => YWLX === undefined || YWLX.includes(kind));
    return {
      beside: { GRZH: habits.column(GRZH, 20), ZTS: String(wanted.length) },
      rows: pageOf(wanted, YM, MYTS).map(({ serial, kind, month, amountFen, bookedOn }) => ({
        YWLSH: serial,
        YWLX: kind,
        HJYF: month === null ? habits.column('', 6) : digitsOf(month),
        FSE: habits.amount(yuanText(amountFen)),
        JZRQ: digitsOf(bookedOn),
      })),
    };
  });
}

function readWithdrawals(body: unknown): FundQuery | '2001' | '2002' {
  const parsed = withdrawalsBody.safeParse(body);
  if (!parsed.success) return '2001';
  const { ZJHM, YM, MYTS } = parsed.data;
  if (MYTS > PAGE_LIMIT) return '2002';
  return aboutOne(ZJHM, `${YM}/${MYTS}`, NO_ROWS, (file, habits) => {
    const all = file.accounts
      .flatMap(bookings)
      .filter(({ ground }) => ground !== null)
      .toSorted((one, other) => (ageKey(one) < ageKey(other) ? 1 : -1));
    return {
      beside: { ZTS: String(all.length) },
      rows: pageOf(all, YM, MYTS).map(({ serial, account, ground, amountFen, bookedOn }) => ({
        YWLSH: serial,
        GRZH: habits.column(account, 20),
        TQYY: ground ?? '',
        TQE: habits.amount(yuanText(-amountFen)),
        TQRQ: digitsOf(bookedOn),
      })),
    };
  });
}

/** An unknown person gets an answer that names nobody. */
function aboutOne(
  number: string,
  part: string,
  unknown: FundAnswer['beside'],
  answer: (file: HousingFundFile, habits: CentreHabits) => FundAnswer,
): FundQuery {
  return {
    asked: [number],
    part,
    answer([file], habits) {
      if (file === undefined) return { beside: unknown, rows: [] };
      const { beside, rows } = answer(file, habits);
      const { holder } = file;
      return {
        beside: {
          ZJHM: habits.personNumber(holder.number),
          XINGMING: habits.column(holder.name, 60),
          ...beside,
        },
        rows,
      };
    },
  };
}

const ageKey = ({ bookedOn, serial }: Booking): string => `${bookedOn}${serial}`;

const installmentRow = (row: FundInstallment, habits: CentreHabits): Readonly<Record<string, string>> => ({
  QC: String(row.number),
  YHRQ: digitsOf(row.dueOn),
  YHBJ: habits.amount(yuanText(row.principalFen)),
  YHLX: habits.amount(yuanText(row.interestFen)),
});

const pageOf = <T>(all: readonly T[], page: number, size: number): readonly T[] =>
  all.slice((page - 1) * size, page * size);
