import { baseOf, shareOf } from './amounts.ts';
import type { Job, LifePlan } from './LifePlan.ts';
import { monthNumber, monthText, WORLD_MONTH } from './monthNumber.ts';
import { provinceOfDivision } from './provinces.ts';
import { Random } from './Random.ts';
import type { InsuranceBenefit } from './SocialInsuranceFile.ts';

const RESIDENT_PENSION_AGE = 60;

/** Benefits that one place pays or paid, in order of start. */
export function deriveBenefits(life: LifePlan, place: string): readonly InsuranceBenefit[] {
  const earned = life.jobs.length > 0 ? employeeBenefits(life, place) : residentBenefits(life, place);
  return earned.toSorted((one, other) => one.startedIn.localeCompare(other.startedIn));
}

function employeeBenefits(life: LifePlan, place: string): readonly InsuranceBenefit[] {
  const benefits: InsuranceBenefit[] = [];
  life.jobs.forEach((job, index) => {
    if (job.province !== place) return;
    const random = new Random(`benefits ${life.index} ${index}`);
    const unemployed = unemploymentAfter(life, index);
    if (unemployed !== null) benefits.push(unemployed);
    if (life.sex === 'female' && job.to - job.from > 30 && random.chance(0.15))
      benefits.push(maternityIn(job));
    if (job.to - job.from > 30 && random.chance(0.02)) benefits.push(injuryIn(job));
  });
  const last = life.jobs.at(-1);
  if (life.retiredIn !== null && last?.province === place) benefits.push(oldAge(life, life.retiredIn, last));
  return benefits;
}

/** Paid from the month after the job for the gap before the next one, when that is two months or longer. */
function unemploymentAfter(life: LifePlan, index: number): InsuranceBenefit | null {
  const job = life.jobs[index];
  const next = life.jobs[index + 1];
  if (job === undefined || next === undefined || next.from - job.to < 3) return null;
  return {
    kind: 'unemployment',
    state: 'ended',
    monthlyFen: shareOf(baseOf(job.to, 1), 4_000),
    startedIn: monthText(job.to + 1),
    lastPaidIn: monthText(next.from - 1),
  };
}

const maternityIn = (job: Job): InsuranceBenefit => ({
  kind: 'maternity',
  state: 'ended',
  monthlyFen: baseOf(job.from + 20, job.payFactor),
  startedIn: monthText(job.from + 20),
  lastPaidIn: monthText(job.from + 24),
});

const injuryIn = (job: Job): InsuranceBenefit => ({
  kind: 'work-injury',
  state: 'ended',
  monthlyFen: shareOf(baseOf(job.from + 12, job.payFactor), 6_000),
  startedIn: monthText(job.from + 12),
  lastPaidIn: monthText(job.from + 18),
});

function oldAge(life: LifePlan, retiredIn: number, last: Job): InsuranceBenefit {
  // Payment stops for those who do not show that they still qualify.
  const suspended = life.index % 17 === 3 && WORLD_MONTH - retiredIn > 24;
  return {
    kind: 'old-age',
    state: suspended ? 'suspended' : 'in-payment',
    monthlyFen: shareOf(baseOf(last.to, last.payFactor), 5_200),
    startedIn: monthText(retiredIn),
    lastPaidIn: monthText(suspended ? WORLD_MONTH - 3 : WORLD_MONTH),
  };
}

function residentBenefits(life: LifePlan, place: string): readonly InsuranceBenefit[] {
  if (provinceOfDivision(life.household.county).code !== place) return [];
  const random = new Random(`resident benefits ${life.index}`);
  const born = monthNumber(life.birth);
  const starts = born + RESIDENT_PENSION_AGE * 12;
  if (starts <= WORLD_MONTH) {
    return [
      {
        kind: 'old-age',
        state: 'in-payment',
        monthlyFen: BigInt(random.integer(14_000, 26_000)),
        startedIn: monthText(starts),
        lastPaidIn: monthText(WORLD_MONTH),
      },
    ];
  }
  const isChild = WORLD_MONTH - born < 18 * 12 && WORLD_MONTH - born > 36;
  if (!isChild || !random.chance(0.05)) return [];
  return [
    {
      kind: 'survivor',
      state: 'in-payment',
      monthlyFen: 86_000n,
      startedIn: monthText(born + 30),
      lastPaidIn: monthText(WORLD_MONTH),
    },
  ];
}
