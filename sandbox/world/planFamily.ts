import { createAddress, pickCounty } from './address.ts';
import type { Company } from './Company.ts';
import { citizenNumber } from './citizenNumber.ts';
import { createName, surnameOf } from './createName.ts';
import type { Household, Job, LifePlan } from './LifePlan.ts';
import { dayText, type MonthNumber, monthNumber, WORLD_MONTH, yearOf } from './monthNumber.ts';
import type { HukouMigration } from './PublicSecurityFile.ts';
import { planJobs } from './planJobs.ts';
import { SANDBOX_PROVINCES } from './provinces.ts';
import { Random } from './Random.ts';

type Sex = LifePlan['sex'];

interface Relative {
  readonly index: number;
  readonly name: string;
  readonly sex: Sex;
  readonly birth: string;
  readonly relation: string;
  readonly migrations: readonly HukouMigration[];
}

interface Head extends Relative {
  readonly county: string;
}

const MALE_RETIREMENT_AGE = 60;
const FEMALE_RETIREMENT_AGE = 55;

/**
 * Plans one household: a head, and maybe a spouse, a child and a parent, who all share the last move of the hukou.
 *
 * @param first - index of the head; the others follow.
 * @param room - at most this many persons.
 */
export function planFamily(first: number, room: number, companies: readonly Company[]): readonly LifePlan[] {
  const random = new Random(`family ${first}`);
  const head = planHead(first, random);
  const size = Math.min(room, random.pick([1, 2, 2, 3, 3, 4]));
  const relatives = [planSpouse, planChild, planParent].slice(0, size - 1).map((plan, place) => {
    return plan(head, first + 1 + place, random);
  });
  const people = [head, ...relatives];
  const household: Household = {
    bookletNumber: String(600_000_000 + first),
    kind: size === 1 && random.chance(0.4) ? 'collective' : 'family',
    county: head.county,
    address: createAddress(head.county, random),
    members: people.map(({ name, relation }) => ({ name, relation })),
  };
  return people.map((person) => planLife(person, household, companies));
}

function planHead(index: number, random: Random): Head {
  const birth = randomDay(1958, 1996, random);
  const sex = random.chance(0.6) ? 'male' : 'female';
  const birthCounty = pickCounty(random.pick(SANDBOX_PROVINCES).code, random);
  const migrations = planMoves(birthCounty, monthNumber(birth), random);
  return {
    index,
    name: createName(index, null, random),
    sex,
    birth,
    relation: '02',
    migrations,
    county: migrations.at(-1)?.destination ?? birthCounty,
  };
}

/** Moves of a head of household: to the university and away from it, or once for work, or none. */
function planMoves(from: string, born: MonthNumber, random: Random): readonly HukouMigration[] {
  const kind = random.pick(['none', 'none', 'work', 'study', 'study and work'] as const);
  const moves: HukouMigration[] = [];
  const move = (year: number, ground: HukouMigration['ground']) => {
    const month = born + year * 12;
    if (month > WORLD_MONTH) return;
    const origin = moves.at(-1)?.destination ?? from;
    const destination = pickCounty(random.pick(SANDBOX_PROVINCES).code, random);
    if (destination === origin) return;
    moves.push({ origin, destination, migratedOn: dayText(month, random.integer(1, 28)), ground });
  };
  if (kind.startsWith('study')) {
    move(18, 'study');
    move(22, 'graduation');
  }
  if (kind.endsWith('work')) move(random.integer(25, 27), random.chance(0.8) ? 'job' : 'other');
  return moves;
}

function planSpouse(head: Head, index: number, random: Random): Relative {
  const sex = head.sex === 'male' ? 'female' : 'male';
  const married = monthNumber(head.birth) + 27 * 12 + random.integer(0, 8);
  return {
    index,
    name: createName(index, null, random),
    sex,
    birth: dayText(monthNumber(head.birth) + random.integer(-20, 20), random.integer(1, 28)),
    relation: sex === 'female' ? '12' : '11',
    migrations: joinHousehold(head, married, 'spouse', random),
  };
}

/** Born after the last move of the household, so without any of its own. */
function planChild(head: Head, index: number, random: Random): Relative {
  const sex = random.chance(0.5) ? 'male' : 'female';
  const born = Math.min(
    WORLD_MONTH - random.integer(3, 30),
    monthNumber(head.birth) + random.integer(28, 33) * 12,
  );
  return {
    index,
    name: createName(index, surnameOf(head.name), random),
    sex,
    birth: dayText(born, random.integer(1, 28)),
    relation: sex === 'male' ? '20' : '30',
    migrations: [],
  };
}

function planParent(head: Head, index: number, random: Random): Relative {
  const sex = random.chance(0.5) ? 'male' : 'female';
  const joined = monthNumber(head.birth) + 30 * 12;
  return {
    index,
    name: createName(index, sex === 'male' ? surnameOf(head.name) : null, random),
    sex,
    birth: dayText(monthNumber(head.birth) - random.integer(24, 30) * 12, random.integer(1, 28)),
    relation: sex === 'male' ? '51' : '52',
    migrations: joinHousehold(head, joined, 'to-children', random),
  };
}

function joinHousehold(
  head: Head,
  month: MonthNumber,
  ground: HukouMigration['ground'],
  random: Random,
): readonly HukouMigration[] {
  const origin = pickCounty(random.pick(SANDBOX_PROVINCES).code, random);
  if (month > WORLD_MONTH || origin === head.county || random.chance(0.3)) return [];
  return [{ origin, destination: head.county, migratedOn: dayText(month, random.integer(1, 28)), ground }];
}

function planLife(person: Relative, household: Household, companies: readonly Company[]): LifePlan {
  const random = new Random(`life ${person.index}`);
  const home = `${household.county.slice(0, 2)}0000`;
  const born = monthNumber(person.birth);
  const retires = born + (person.sex === 'male' ? MALE_RETIREMENT_AGE : FEMALE_RETIREMENT_AGE) * 12;
  const employed = random.chance(0.85);
  const end = Math.min(WORLD_MONTH, retires - 1);
  const jobs = employed ? planJobs({ birth: person.birth, end, home, companies }, random) : [];
  const away = jobs.filter(({ province, from, to }) => province !== home && to - from >= 12);
  return {
    ...person,
    number: citizenNumber(person.index, person.birth, person.sex),
    demo: null,
    household,
    jobs,
    retiredIn: jobs.length > 0 && retires <= WORLD_MONTH ? retires : null,
    cardPlace: random.chance(0.1) ? (away.at(-1)?.province ?? home) : home,
    permits: permitsOf(away.filter(() => random.chance(0.6))),
    vehiclePlaces: isAdult(person.birth) && random.chance(0.35) ? [away.at(-1)?.province ?? home] : [],
  };
}

/** One per place: the last stay there. */
function permitsOf(stays: readonly Job[]): LifePlan['permits'] {
  return [...new Map(stays.map((job) => [job.province, { province: job.province, job }])).values()];
}

const isAdult = (birth: string): boolean => yearOf(WORLD_MONTH) - Number(birth.slice(0, 4)) >= 19;

const randomDay = (firstYear: number, lastYear: number, random: Random): string =>
  dayText(random.integer(firstYear, lastYear) * 12 + random.integer(0, 11), random.integer(1, 28));
