import { z } from 'zod';
import { parseCalendarDate } from '../../domain/calendarDate.ts';
import { WITHDRAWAL_GROUNDS } from '../../domain/housing-fund/withdrawalGround.ts';
import { parseYearMonth } from '../../domain/yearMonth.ts';

const fen = z
  .string()
  .regex(/^-?\d{1,18}$/)
  .transform(BigInt);
const count = z.int().nonnegative();
const day = z.string().transform(parseCalendarDate).nullable();
const month = z.string().transform(parseYearMonth).nullable();

const account = z.strictObject({
  accountNumber: z.string(),
  state: z.enum([
    'ACTIVE',
    'SEALED',
    'CLOSED_MERGED',
    'CLOSED_TRANSFERRED',
    'CLOSED_WITHDRAWN',
    'FROZEN',
    'OTHER',
    'UNKNOWN',
  ]),
  balanceFen: fen,
  depositBaseFen: fen,
  personalRatioBp: count,
  employerRatioBp: count,
  monthlyDepositFen: fen,
  paidThrough: month,
  openedOn: day,
  closedOn: day,
  depositingEmployer: z.strictObject({ name: z.string(), number: z.string() }).nullable(),
});

const loan = z.strictObject({
  contractNumber: z.string(),
  state: z.enum(['REPAYING', 'OVERDUE', 'SETTLED', 'UNKNOWN']),
  principalFen: fen,
  outstandingFen: fen,
  annualRateBp: count,
  startedOn: day,
  termMonths: count,
  overdueFen: fen,
  overdueInstallments: count,
});

const installment = z.strictObject({ number: count, dueOn: day, principalFen: fen, interestFen: fen });

const deposit = z.strictObject({
  month,
  kind: z.enum(['REGULAR', 'BACK_PAYMENT', 'TRANSFER_IN', 'INTEREST', 'OTHER', 'UNKNOWN']),
  amountFen: fen,
  recordedOn: day,
});

const withdrawal = z.strictObject({
  ground: z.enum(WITHDRAWAL_GROUNDS),
  amountFen: fen,
  withdrawnOn: day,
  accountNumber: z.string(),
});

/**
 * How the answers to each question about a person are kept when a system pushes them; the names are the facets. Instants
 * are those of the record as a whole, and lists are in the order of the port.
 */
export const HOUSING_FUND_FORMS = {
  records: z.strictObject({ centerName: z.string(), accounts: z.array(account).readonly() }),
  loans: z.array(loan).readonly(),
  schedules: z
    .array(z.strictObject({ contractNumber: z.string(), installments: z.array(installment).readonly() }))
    .readonly(),
  deposits: z
    .array(z.strictObject({ accountNumber: z.string(), deposits: z.array(deposit).readonly() }))
    .readonly(),
  withdrawals: z.array(withdrawal).readonly(),
} as const;
