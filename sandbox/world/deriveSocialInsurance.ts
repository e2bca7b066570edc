import { baseOf, shareOf, sumFen } from './amounts.ts';
import { deriveBenefits } from './deriveBenefits.ts';
import type { Job, LifePlan } from './LifePlan.ts';
import { dayText, type MonthNumber, monthNumber, monthText, WORLD_MONTH, yearOf } from './monthNumber.ts';
import { provinceOfDivision } from './provinces.ts';
import { Random } from './Random.ts';
import type {
  InsuranceContribution,
  InsuranceEnrollment,
  InsuranceScheme,
  SocialInsuranceFile,
} from './SocialInsuranceFile.ts';
import type { WorldHolder } from './WorldHolder.ts';

type Rates = readonly (readonly [scheme: InsuranceScheme, personalBp: number, employerBp: number])[];

const BANKS = ['云岫银行', '澄江农商银行', '南屏银行', '百川银行'];
const OTHER_RATES: Rates = [
  ['210', 50, 50],
  ['310', 200, 800],
  ['410', 0, 40],
  ['510', 0, 80],
];
/** Residents pay once a year, in December: medical insurance all of them, pension those of age. */
const RESIDENT_MEDICAL_FEN = 38_000n;
const RESIDENT_PENSION_FEN = 30_000n;
const RESIDENT_YEARS = 6;

/** Places whose social insurance systems hold something about the person, in order of code. */
export function socialInsurancePlaces(life: LifePlan): readonly string[] {
  if (life.jobs.length === 0) return [provinceOfDivision(life.household.county).code];
  return [...new Set(life.jobs.map(({ province }) => province))].sort();
}

/** What one place holds; `place` is one of {@link socialInsurancePlaces}. */
export function deriveSocialInsurance(
  life: LifePlan,
  holder: WorldHolder,
  place: string,
): SocialInsuranceFile {
  const jobs = life.jobs.filter(({ province }) => province === place);
  const contributions = jobs.length > 0 ? contributionsOf(life, jobs) : residentContributions(life);
  const benefits = deriveBenefits(life, place);
  return {
    holder,
    personalNumber: `${place.slice(0, 2)}${String(10_000_000 + life.index * 17)}`,
    enrollments: enrollmentsOf(life, jobs, contributions),
    contributions,
    pensionAccount: pensionAccountOf(contributions),
    benefits,
    card: cardOf(life, place),
    eligibilityCheck: eligibilityOf(life, benefits),
  };
}

/** Whether the person works in the public sector, whose pension scheme is another one. */
const isCivilServant = ({ index }: LifePlan): boolean => index % 13 === 7;

function ratesOf(life: LifePlan): Rates {
  return [[isCivilServant(life) ? '120' : '110', 800, 1_600], ...OTHER_RATES];
}

function contributionsOf(life: LifePlan, jobs: readonly Job[]): readonly InsuranceContribution[] {
  const rates = ratesOf(life);
  const rows: InsuranceContribution[] = [];
  for (const { from, to, payFactor } of jobs.toReversed()) {
    for (let month = to; month >= from; month--) {
      const baseFen = baseOf(month, payFactor);
      for (const [scheme, personalBp, employerBp] of rates) {
        rows.push({
          month: monthText(month),
          scheme,
          baseFen,
          personalFen: shareOf(baseFen, personalBp),
          employerFen: shareOf(baseFen, employerBp),
        });
      }
    }
  }
  return rows;
}

function residentContributions(life: LifePlan): readonly InsuranceContribution[] {
  const lastYear = yearOf(WORLD_MONTH) - 1;
  const born = Number(life.birth.slice(0, 4));
  const rows: InsuranceContribution[] = [];
  for (let year = lastYear; year > lastYear - RESIDENT_YEARS && year >= born; year--) {
    const row = (scheme: InsuranceScheme, amount: bigint): InsuranceContribution => ({
      month: `${year}-12`,
      scheme,
      baseFen: amount,
      personalFen: amount,
      employerFen: 0n,
    });
    if (year - born >= 16 && year - born < 60) rows.push(row('170', RESIDENT_PENSION_FEN));
    rows.push(row('390', RESIDENT_MEDICAL_FEN));
  }
  return rows;
}

function enrollmentsOf(
  life: LifePlan,
  jobs: readonly Job[],
  contributions: readonly InsuranceContribution[],
): readonly InsuranceEnrollment[] {
  const schemes = [...new Set(contributions.map(({ scheme }) => scheme))].sort();
  return schemes.map((scheme) => {
    const months = contributions.filter((row) => row.scheme === scheme);
    return {
      scheme,
      state: stateOf(life, jobs, scheme),
      employer: employerOf(jobs.at(-1)),
      enrolledOn: enrolledOn(life, jobs, months),
      contributionMonths: months.length,
    };
  });
}

function enrolledOn(life: LifePlan, jobs: readonly Job[], months: readonly InsuranceContribution[]): string {
  const [first] = jobs;
  if (first !== undefined) return dayText(first.from, 1);
  const paid = monthNumber(months.at(-1)?.month ?? monthText(WORLD_MONTH));
  const day = dayText(paid, 5);
  return day < life.birth ? life.birth : day;
}

function stateOf(
  life: LifePlan,
  jobs: readonly Job[],
  scheme: InsuranceScheme,
): InsuranceEnrollment['state'] {
  const last = jobs.at(-1);
  if (last === undefined) return 'active';
  const here = last === life.jobs.at(-1);
  // A pensioner stays in the medical scheme of the last place without paying.
  if (life.retiredIn !== null) return here && scheme === '310' ? 'active' : 'terminated';
  return here && last.to === WORLD_MONTH ? 'active' : 'suspended';
}

const employerOf = (job: Job | undefined): InsuranceEnrollment['employer'] =>
  job === undefined
    ? null
    : {
        name: job.company.name,
        number: `${job.province.slice(0, 2)}${String(60_000_000 + job.company.index)}`,
      };

/** The account holds what the person paid in here; interest is left to the pension fund's own books. */
function pensionAccountOf(
  contributions: readonly InsuranceContribution[],
): SocialInsuranceFile['pensionAccount'] {
  const months = contributions.filter(
    ({ scheme }) => scheme === '110' || scheme === '120' || scheme === '170',
  );
  const first = months.at(-1);
  if (first === undefined) return null;
  const year = String(yearOf(WORLD_MONTH));
  const thisYear = months.filter(({ month }) => month.startsWith(year));
  return {
    balanceFen: sumFen(months.map(({ personalFen }) => personalFen)),
    creditedThisYearFen: sumFen(thisYear.map(({ personalFen }) => personalFen)),
    contributionMonths: months.length,
    openedIn: first.month,
  };
}

/** Every place issues one; the cards of places that were left are mostly cancelled. */
function cardOf(life: LifePlan, place: string): SocialInsuranceFile['card'] {
  const random = new Random(`insurance card ${life.index} ${place}`);
  const first = life.jobs.find(({ province }) => province === place);
  const current = life.jobs.length === 0 || life.jobs.at(-1)?.province === place;
  if (first === undefined && random.chance(0.3)) return null;
  const issued: MonthNumber = Math.min(
    WORLD_MONTH,
    Math.max(first?.from ?? monthNumber(life.birth), monthNumber('2011-07')) + 2,
  );
  const states = current
    ? (['active', 'active', 'active', 'active', 'not-activated', 'reported-lost'] as const)
    : (['cancelled', 'cancelled', 'active'] as const);
  return {
    number: `${'ABCDEFGHJK'.charAt(life.index % 10)}${place.slice(0, 2)}${String(life.index * 37).padStart(6, '0')}`,
    issuedOn: dayText(issued, random.integer(1, 28)),
    bank: random.pick(BANKS),
    state: random.pick(states),
  };
}

/** Asked for once a year of everybody who is paid a pension. */
function eligibilityOf(
  life: LifePlan,
  benefits: SocialInsuranceFile['benefits'],
): SocialInsuranceFile['eligibilityCheck'] {
  const paid = benefits.find(
    ({ kind, state }) => (kind === 'old-age' || kind === 'survivor') && state !== 'ended',
  );
  if (paid === undefined) return null;
  const random = new Random(`eligibility ${life.index}`);
  const day = random.integer(1, 28);
  if (paid.state === 'suspended') {
    return {
      state: 'overdue',
      lastCheckedOn: dayText(WORLD_MONTH - 15, day),
      dueOn: dayText(WORLD_MONTH - 3, day),
    };
  }
  const started = monthNumber(paid.startedIn);
  if (WORLD_MONTH - started < 11)
    return { state: 'due', lastCheckedOn: null, dueOn: dayText(started + 12, day) };
  const ago = random.integer(0, 10);
  return {
    state: ago === 10 ? 'due' : 'passed',
    lastCheckedOn: dayText(WORLD_MONTH - ago, day),
    dueOn: dayText(WORLD_MONTH - ago + 12, day),
  };
}
