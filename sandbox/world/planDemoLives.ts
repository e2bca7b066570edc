import { pickCounty } from './address.ts';
import type { Company } from './Company.ts';
import { createName } from './createName.ts';
import type { LifePlan } from './LifePlan.ts';
import { dayText, monthNumber } from './monthNumber.ts';
import { planJobsIn } from './planJobs.ts';
import { planSingle } from './planSingle.ts';
import { SANDBOX_PROVINCES } from './provinces.ts';
import { Random } from './Random.ts';

/** Persons 3 to 62 share their places, so that whole pages of one query meet the same systems. */
const COHORT_SIZE = 60;
const COHORT_PLACES = [
  { province: '430000', fundCentre: '430700' },
  { province: '440000', fundCentre: '440900' },
  { province: '340000', fundCentre: '340100' },
];

/**
 * The persons whose places are promised: 1 holds records in exactly 430000, 440000, 430700 and 340100; 2 is insured in all
 * 31 provinces; the cohort after them shares three places in every department.
 */
export function planDemoLives(companies: readonly Company[]): readonly LifePlan[] {
  const cohort = Array.from({ length: COHORT_SIZE }, (_, place) => planCohortMember(place + 3, companies));
  return [planCitizen(companies), planTraveller(companies), ...cohort];
}

function planCitizen(companies: readonly Company[]): LifePlan {
  const random = new Random('demo citizen');
  const places = [
    { province: '430000', fundCentre: '430700' },
    // Employed at a branch in Hefei, which pays the fund there, and insured at the company's seat.
    { province: '440000', fundCentre: '340100' },
  ];
  return planSingle(
    {
      index: 1,
      name: '林知遥',
      birth: '1990-03-07',
      demo: 'citizen',
      county: '439703',
      migrations: [
        { origin: '459702', destination: '439701', migratedOn: '2008-09-10', ground: 'study' },
        { origin: '439701', destination: '439703', migratedOn: '2012-07-05', ground: 'graduation' },
      ],
      jobs: planJobsIn(places, monthNumber('2012-08'), companies, random),
      permitProvinces: [],
      vehiclePlaces: ['430000'],
    },
    random,
  );
}

function planTraveller(companies: readonly Company[]): LifePlan {
  const random = new Random('demo traveller');
  const places = SANDBOX_PROVINCES.map(({ code }, index) => ({
    province: code,
    fundCentre: index % 5 === 2 ? code : null,
  }));
  return planSingle(
    {
      index: 2,
      name: '欧阳行舒',
      birth: '1973-11-20',
      demo: 'all-provinces',
      county: '429704',
      migrations: [],
      jobs: planJobsIn(places, monthNumber('1998-01'), companies, random),
      permitProvinces: [],
      vehiclePlaces: [],
    },
    random,
  );
}

function planCohortMember(index: number, companies: readonly Company[]): LifePlan {
  const random = new Random(`cohort ${index}`);
  const birthYear = random.integer(1975, 1992);
  return planSingle(
    {
      index,
      name: createName(index, null, random),
      birth: dayText(monthNumber(`${birthYear}-01`) + random.integer(0, 11), random.integer(1, 28)),
      demo: null,
      county: pickCounty('430000', random),
      migrations: [],
      jobs: planJobsIn(
        COHORT_PLACES,
        monthNumber(`${birthYear + 23}-01`) + random.integer(0, 24),
        companies,
        random,
      ),
      permitProvinces: ['440000', '340000'],
      vehiclePlaces: random.chance(0.4) ? ['340000'] : [],
    },
    random,
  );
}
