import { sumFen } from './amounts.ts';
import type { FundInstallment, FundLoan } from './HousingFundFile.ts';
import type { FundJob, LifePlan } from './LifePlan.ts';
import { dayText, type MonthNumber, WORLD_MONTH } from './monthNumber.ts';
import { Random } from './Random.ts';

/** A loan that a person took while depositing at the centre of a job. */
export interface PlannedLoan {
  readonly job: FundJob;
  readonly from: MonthNumber;
}

const DUE_DAY = 20;
/** A centre lends to those who paid in for two years. */
const WAITING_MONTHS = 24;

/** The one loan of a person; `null` for most. The demo citizen always has one. */
export function planLoan(life: LifePlan, jobs: readonly FundJob[]): PlannedLoan | null {
  const random = new Random(`loan ${life.index}`);
  if (life.demo !== 'citizen' && !random.chance(0.25)) return null;
  const job = jobs.findLast(({ from, to }) => to - from > WAITING_MONTHS + 12);
  return job === undefined ? null : { job, from: random.integer(job.from + WAITING_MONTHS, job.to - 6) };
}

/** Equal shares of the principal every month, and interest on what is left (等额本金). */
export function deriveLoan(life: LifePlan, { job, from }: PlannedLoan): FundLoan {
  const random = new Random(`loan terms ${life.index}`);
  const principalFen = BigInt(random.integer(15, 70)) * 1_000_000n;
  const termMonths = random.integer(5, 30) * 12;
  const annualRateBp = termMonths > 60 ? 310 : 260;
  const installments = scheduleOf(principalFen, termMonths, annualRateBp, from);
  const due = installments.filter(({ dueOn }) => dueOn <= dayText(WORLD_MONTH, 28)).length;
  const behind = life.demo !== 'citizen' && random.chance(0.08) ? Math.min(due, random.integer(1, 3)) : 0;
  const schedule = installments.slice(due - behind);
  const late = schedule.slice(0, behind);
  const running = behind > 0 ? 'overdue' : 'repaying';
  return {
    contractNumber: `${job.fundCentre.slice(0, 4)}JK${String(2_000_000_000 + life.index)}`,
    state: schedule.length === 0 ? 'settled' : running,
    principalFen,
    outstandingFen: sumFen(schedule.map((row) => row.principalFen)),
    annualRateBp,
    startedOn: dayText(from, DUE_DAY),
    termMonths,
    overdueFen: sumFen(late.map((row) => row.principalFen + row.interestFen)),
    overdueInstallments: behind,
    schedule,
  };
}

function scheduleOf(
  principal: bigint,
  months: number,
  rateBp: number,
  from: MonthNumber,
): readonly FundInstallment[] {
  const share = principal / BigInt(months);
  let left = principal;
  return Array.from({ length: months }, (_, index) => {
    const principalFen = index === months - 1 ? left : share;
    const interestFen = (left * BigInt(rateBp) + 60_000n) / 120_000n;
    left -= principalFen;
    return { number: index + 1, dueOn: dayText(from + index + 1, DUE_DAY), principalFen, interestFen };
  });
}
