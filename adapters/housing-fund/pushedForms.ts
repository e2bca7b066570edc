import { z } from 'zod';
import { WITHDRAWAL_GROUNDS } from '../../domain/housing-fund/withdrawalGround.ts';
import { PushedForm } from '../inbound/PushedForm.ts';
import { pushedValues } from '../inbound/pushedValues.ts';

const { fen, count, day, month } = pushedValues;

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
  paidThrough: month.nullable(),
  openedOn: day.nullable(),
  closedOn: day.nullable(),
  depositingEmployer: z.strictObject({ name: z.string(), number: z.string() }).nullable(),
});

const loan = z.strictObject({
  contractNumber: z.string(),
  state: z.enum(['REPAYING', 'OVERDUE', 'SETTLED', 'UNKNOWN']),
  principalFen: fen,
  outstandingFen: fen,
  annualRateBp: count,
  startedOn: day.nullable(),
  termMonths: count,
  overdueFen: fen,
  overdueInstallments: count,
});

const installment = z.strictObject({
  contractNumber: z.string(),
  number: count,
  dueOn: day.nullable(),
  principalFen: fen,
  interestFen: fen,
});

/** `serial` is the centre's own number of the booking, by which a page finds its place again. */
const deposit = z.strictObject({
  serial: z.string(),
  accountNumber: z.string(),
  month: month.nullable(),
  kind: z.enum(['REGULAR', 'BACK_PAYMENT', 'TRANSFER_IN', 'INTEREST', 'OTHER', 'UNKNOWN']),
  amountFen: fen,
  recordedOn: day.nullable(),
});

const withdrawal = z.strictObject({
  serial: z.string(),
  ground: z.enum(WITHDRAWAL_GROUNDS),
  amountFen: fen,
  withdrawnOn: day.nullable(),
  accountNumber: z.string(),
});

/**
 * How the answer to each question about a person is kept when a system pushes it; the names are the facets. Lists are in
 * the order of the port, instalments and deposits of all contracts and accounts together.
 */
export const HOUSING_FUND_FORMS = {
  records: new PushedForm({
    version: 1,
    shape: z.strictObject({ centerName: z.string(), accounts: z.array(account) }),
  }),
  loans: new PushedForm({ version: 1, shape: z.array(loan) }),
  schedules: new PushedForm({ version: 1, shape: z.array(installment) }),
  deposits: new PushedForm({ version: 1, shape: z.array(deposit) }),
  withdrawals: new PushedForm({ version: 1, shape: z.array(withdrawal) }),
} as const;
