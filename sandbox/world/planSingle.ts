import { createAddress } from './address.ts';
import { citizenNumber } from './citizenNumber.ts';
import type { Job, LifePlan } from './LifePlan.ts';
import type { HukouMigration } from './PublicSecurityFile.ts';
import type { Random } from './Random.ts';

/** A life with a set part. */
interface SingleLife {
  readonly index: number;
  readonly name: string;
  readonly birth: string;
  readonly demo: LifePlan['demo'];
  readonly county: string;
  readonly migrations: readonly HukouMigration[];
  readonly jobs: readonly Job[];
  readonly permitProvinces: readonly string[];
  readonly vehiclePlaces: readonly string[];
}

/** A person who is the only one in the booklet. */
export function planSingle(life: SingleLife, random: Random): LifePlan {
  const { index, name, birth, demo, jobs, county } = life;
  const sex = random.chance(0.5) ? 'male' : 'female';
  return {
    index,
    number: citizenNumber(index, birth, sex),
    name,
    sex,
    birth,
    demo,
    household: {
      bookletNumber: String(600_000_000 + index),
      kind: 'family',
      county,
      address: createAddress(county, random),
      members: [{ name, relation: '02' }],
    },
    relation: '02',
    migrations: life.migrations,
    jobs,
    retiredIn: null,
    cardPlace: `${county.slice(0, 2)}0000`,
    permits: jobs
      .filter(({ province }) => life.permitProvinces.includes(province))
      .map((job) => ({ province: job.province, job })),
    vehiclePlaces: life.vehiclePlaces,
  };
}
