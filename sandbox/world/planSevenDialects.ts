import type { Company } from './Company.ts';
import type { LifePlan } from './LifePlan.ts';
import { monthNumber } from './monthNumber.ts';
import { planJobsIn } from './planJobs.ts';
import { planSingle } from './planSingle.ts';
import { Random } from './Random.ts';

/**
 * The person whose records lie with systems of all seven dialects; see `listSites` for who speaks which. Comes after everybody
 * else, so that nobody's number or name depends on it.
 */
export function planSevenDialects(index: number, companies: readonly Company[]): LifePlan {
  const random = new Random('demo seven dialects');
  const places = [
    { province: '430000', fundCentre: '430700' },
    { province: '440000', fundCentre: '330000' },
    { province: '620000', fundCentre: '510300' },
    { province: '460000', fundCentre: '450900' },
  ];
  return planSingle(
    {
      index,
      name: '沈星桥',
      birth: '1984-05-16',
      demo: 'seven-dialects',
      county: '339702',
      migrations: [
        { origin: '419703', destination: '339702', migratedOn: '2006-07-18', ground: 'graduation' },
      ],
      jobs: planJobsIn(places, monthNumber('2006-08'), companies, random),
      permitProvinces: ['430000', '440000'],
      vehiclePlaces: ['330000', '430000'],
    },
    random,
  );
}
