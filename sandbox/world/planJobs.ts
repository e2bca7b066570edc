import type { Company } from './Company.ts';
import { FUND_CENTRES } from './fundCentres.ts';
import type { Job } from './LifePlan.ts';
import { type MonthNumber, monthNumber, WORLD_MONTH } from './monthNumber.ts';
import { SANDBOX_PROVINCES } from './provinces.ts';
import type { Random } from './Random.ts';

interface Career {
  readonly birth: string;
  /** Last month of work if the person works on: the month before retirement, or the end of the world. */
  readonly end: MonthNumber;
  readonly home: string;
  readonly companies: readonly Company[];
}

/** Systems hold no months before this one. */
const FIRST_MONTH = monthNumber('1996-01');

/** Employments from leaving school to the end of the career: one to four, gaps of up to eight months between them. */
export function planJobs({ birth, end, home, companies }: Career, random: Random): readonly Job[] {
  const start = Math.max(FIRST_MONTH, monthNumber(birth) + random.integer(18, 24) * 12);
  const count = Math.min(random.integer(1, 4), Math.floor((end - start) / 18));
  if (count < 1) return [];
  const length = Math.floor((end - start + 1) / count);
  return Array.from({ length: count }, (_, index) => {
    const province = random.chance(0.55) ? home : random.pick(SANDBOX_PROVINCES).code;
    const from = start + index * length;
    const last = index === count - 1;
    return {
      company: random.pick(companies),
      province,
      fundCentre: random.chance(0.8) ? pickCentre(province, random) : null,
      from,
      to: last
        ? end - (random.chance(0.1) ? random.integer(1, 15) : 0)
        : from + length - 1 - random.integer(0, 8),
      payFactor: random.integer(7, 25) / 10,
    };
  });
}

/** Employments one after the other in given places, without gaps, up to the end of the world. */
export function planJobsIn(
  places: readonly { readonly province: string; readonly fundCentre: string | null }[],
  start: MonthNumber,
  companies: readonly Company[],
  random: Random,
): readonly Job[] {
  const length = Math.floor((WORLD_MONTH - start + 1) / places.length);
  return places.map((place, index) => ({
    ...place,
    company: random.pick(companies),
    from: start + index * length,
    to: index === places.length - 1 ? WORLD_MONTH : start + (index + 1) * length - 1,
    payFactor: random.integer(8, 20) / 10,
  }));
}

function pickCentre(province: string, random: Random): string {
  return random.pick(FUND_CENTRES.filter(({ code }) => code.slice(0, 2) === province.slice(0, 2))).code;
}
