import { baseOf, shareOf, sumFen } from './amounts.ts';
import type { PlannedLoan } from './deriveLoan.ts';
import type { FundAccount, FundDeposit, FundWithdrawal } from './HousingFundFile.ts';
import type { FundJob, LifePlan } from './LifePlan.ts';
import { dayText, type MonthNumber, monthText, WORLD_MONTH } from './monthNumber.ts';
import { Random } from './Random.ts';

interface AccountLife {
  readonly life: LifePlan;
  readonly job: FundJob;
  /** Which of the person's accounts, from 0. */
  readonly index: number;
  /** What became of it; `month` is when it was closed, `null` when it was not. */
  readonly end:
    | { readonly state: 'active' | 'sealed' | 'frozen'; readonly month: null }
    | { readonly state: 'transferred' | 'merged'; readonly month: MonthNumber }
    | { readonly state: 'withdrawn'; readonly month: MonthNumber; readonly ground: string };
  /** Money of the account before this one. */
  readonly incoming: FundDeposit | null;
  readonly loan: PlannedLoan | null;
}

const INTEREST_BP = 150;
const RATIOS = [500, 700, 800, 1_000, 1_200];
const JUNE = 5;
const DECEMBER = 11;
const JANUARY = 0;

/** Lives through an account month by month, so that its balance is the sum of its entries at any time. */
export function simulateAccount({ life, job, index, end, incoming, loan }: AccountLife): FundAccount {
  const random = new Random(`ratios ${life.index} ${index}`);
  const ratio = random.pick(RATIOS);
  const day = random.integer(5, 24);
  const missed = random.chance(0.2) && job.to - job.from > 6 ? job.from + random.integer(1, 3) : null;
  const rents = random.chance(0.15);
  const deposits: FundDeposit[] = [];
  const withdrawals: FundWithdrawal[] = [];
  let balance = 0n;
  const deposit = (entry: FundDeposit) => {
    deposits.unshift(entry);
    balance += entry.amountFen;
  };
  const withdraw = (ground: string, amountFen: bigint, withdrawnOn: string) => {
    if (amountFen <= 0n) return;
    withdrawals.unshift({ ground, amountFen, withdrawnOn });
    balance -= amountFen;
  };
  for (let month = job.from; month <= (end.month ?? WORLD_MONTH); month++) {
    const regular = 2n * shareOf(baseOf(month, job.payFactor), ratio);
    if (month <= job.to && month !== missed) {
      deposit({
        month: monthText(month),
        kind: 'regular',
        amountFen: regular,
        recordedOn: dayText(month, day),
      });
    }
    if (missed !== null && month === missed + 2) {
      const late = 2n * shareOf(baseOf(missed, job.payFactor), ratio);
      deposit({
        month: monthText(missed),
        kind: 'back-payment',
        amountFen: late,
        recordedOn: dayText(month, 25),
      });
    }
    if (incoming?.recordedOn.startsWith(monthText(month))) deposit(incoming);
    if (loan?.job.fundCentre === job.fundCentre && loan.from === month) {
      withdraw('01', wholeYuan(shareOf(balance, 6_000)), dayText(month, 27));
    } else if (loan !== null && month > loan.from && month % 12 === JANUARY) {
      withdraw('06', wholeYuan(shareOf(balance, 3_000)), dayText(month, 27));
    } else if (loan === null && rents && month % 12 === DECEMBER) {
      withdraw('07', wholeYuan(shareOf(balance, 2_500)), dayText(month, 27));
    }
    if (month % 12 === JUNE && balance > 0n && month !== end.month) {
      deposit({
        month: null,
        kind: 'interest',
        amountFen: shareOf(balance, INTEREST_BP),
        recordedOn: `${monthText(month)}-30`,
      });
    }
  }
  if (end.state === 'withdrawn') withdraw(end.ground, balance, dayText(end.month, 28));
  const moved = end.state === 'transferred' || end.state === 'merged' ? balance : 0n;
  const baseFen = baseOf(job.to, job.payFactor);
  const paid = deposits.find(({ kind }) => kind === 'regular');
  return {
    number: `${job.fundCentre.slice(0, 4)}${String(life.index).padStart(6, '0')}${String(index + 1).padStart(2, '0')}`,
    state: end.state,
    balanceFen: sumFen(deposits.map(amountOf)) - sumFen(withdrawals.map(amountOf)) - moved,
    baseFen,
    personalRatioBp: ratio,
    employerRatioBp: ratio,
    monthlyFen: 2n * shareOf(baseFen, ratio),
    paidThrough: paid?.month ?? null,
    openedOn: dayText(job.from, Math.max(1, day - 4)),
    closedOn: end.month === null ? null : dayText(end.month, 28),
    employer: {
      name: job.company.name,
      number: `${job.fundCentre.slice(0, 4)}${String(100_000 + job.company.index)}`,
    },
    deposits,
    withdrawals,
    transferredOutFen: moved,
  };
}

const amountOf = ({ amountFen }: { readonly amountFen: bigint }): bigint => amountFen;

const wholeYuan = (fen: bigint): bigint => fen - (fen % 100n);
