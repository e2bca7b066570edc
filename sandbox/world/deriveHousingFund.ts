import { deriveLoan, type PlannedLoan, planLoan } from './deriveLoan.ts';
import type { FundAccount, FundDeposit, HousingFundFile } from './HousingFundFile.ts';
import type { FundJob, LifePlan } from './LifePlan.ts';
import { dayText, WORLD_MONTH } from './monthNumber.ts';
import { Random } from './Random.ts';
import { simulateAccount } from './simulateAccount.ts';
import type { WorldHolder } from './WorldHolder.ts';

/** Centres that hold accounts of the person, in order of code. */
export function housingFundPlaces(life: LifePlan): readonly string[] {
  return [...new Set(fundJobs(life).map(({ fundCentre }) => fundCentre))].sort();
}

/** Months between taking up a job at another centre and the old money's arrival there. */
const TRANSFER_MONTHS = 2;

/** What one centre holds; `place` is one of {@link housingFundPlaces}. */
export function deriveHousingFund(life: LifePlan, holder: WorldHolder, place: string): HousingFundFile {
  const loan = planLoan(life, fundJobs(life));
  const accounts = simulateAccounts(life, loan).filter(({ centre }) => centre === place);
  return {
    holder,
    accounts: accounts.map(({ account }) => account),
    loans: loan?.job.fundCentre === place ? [deriveLoan(life, loan)] : [],
  };
}

function fundJobs(life: LifePlan): readonly FundJob[] {
  return life.jobs.flatMap((job) =>
    job.fundCentre === null ? [] : [{ ...job, fundCentre: job.fundCentre }],
  );
}

/** One account per job; what leaves a closed account arrives in the next one. */
function simulateAccounts(
  life: LifePlan,
  loan: PlannedLoan | null,
): readonly { readonly centre: string; readonly account: FundAccount }[] {
  const jobs = fundJobs(life);
  let incoming: FundDeposit | null = null;
  return jobs.map((job, index) => {
    const end = endOf(life, job, jobs[index + 1], index);
    const account = simulateAccount({ life, job, index, end, incoming, loan });
    incoming = arrivalOf(account, end);
    return { centre: job.fundCentre, account };
  });
}

type AccountEnd = Parameters<typeof simulateAccount>[0]['end'];

/** What becomes of an account once its job is over. */
function endOf(life: LifePlan, job: FundJob, next: FundJob | undefined, index: number): AccountEnd {
  const random = new Random(`account ${life.index} ${index}`);
  if (next !== undefined) {
    const month = next.from + TRANSFER_MONTHS;
    if (month > Math.min(next.to, WORLD_MONTH)) return { state: 'sealed', month: null };
    if (job.fundCentre === next.fundCentre) {
      return random.chance(0.5) ? { state: 'merged', month } : { state: 'sealed', month: null };
    }
    const fate = random.fraction();
    if (fate < 0.5) return { state: 'transferred', month };
    return fate < 0.65 ? { state: 'withdrawn', month, ground: '05' } : { state: 'sealed', month: null };
  }
  if (life.retiredIn !== null && life.retiredIn + 1 <= WORLD_MONTH) {
    return { state: 'withdrawn', month: life.retiredIn + 1, ground: '03' };
  }
  if (job.to < WORLD_MONTH) return { state: 'sealed', month: null };
  return { state: random.chance(0.02) ? 'frozen' : 'active', month: null };
}

function arrivalOf(account: FundAccount, end: AccountEnd): FundDeposit | null {
  if (end.month === null || account.transferredOutFen === 0n) return null;
  return {
    month: null,
    kind: end.state === 'merged' ? 'other' : 'transfer-in',
    amountFen: account.transferredOutFen,
    recordedOn: dayText(end.month, 26),
  };
}
