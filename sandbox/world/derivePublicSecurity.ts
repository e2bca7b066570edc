import { countyName, createAddress, pickCounty } from './address.ts';
import type { Company } from './Company.ts';
import { createVehicles } from './createVehicles.ts';
import type { LifePlan } from './LifePlan.ts';
import { dayText, monthNumber, WORLD_MONTH, yearOf } from './monthNumber.ts';
import type { Hukou, IdentityCard, PublicSecurityFile, ResidencePermit } from './PublicSecurityFile.ts';
import { provinceOfDivision } from './provinces.ts';
import { Random } from './Random.ts';
import type { WorldHolder } from './WorldHolder.ts';

/** Places whose public security systems hold something about the person, in order of code. */
export function publicSecurityPlaces(life: LifePlan): readonly string[] {
  const home = provinceOfDivision(life.household.county).code;
  const permits = life.permits.map(({ province }) => province);
  return [...new Set([home, life.cardPlace, ...permits, ...life.vehiclePlaces])].sort();
}

/** What one place holds about a person. */
export function derivePublicSecurity(life: LifePlan, holder: WorldHolder, place: string): PublicSecurityFile {
  const permit = life.permits.find(({ province }) => province === place);
  return {
    holder,
    hukou: provinceOfDivision(life.household.county).code === place ? hukouOf(life) : null,
    identityCard: life.cardPlace === place ? cardOf(life, place) : null,
    residencePermit: permit === undefined ? null : permitOf(life, permit),
    vehicles: life.vehiclePlaces.includes(place) ? vehiclesOf(life, place) : [],
  };
}

/** What one place holds about a company. */
export function deriveCompanyFile(company: Company, holder: WorldHolder, place: string): PublicSecurityFile {
  return {
    holder,
    hukou: null,
    identityCard: null,
    residencePermit: null,
    vehicles: company.vehicles.get(place) ?? [],
  };
}

function hukouOf({ household, relation, migrations, birth }: LifePlan): Hukou {
  return {
    bookletNumber: household.bookletNumber,
    kind: household.kind,
    address: household.address,
    division: household.county,
    head: household.members[0]?.name ?? '',
    relation,
    registeredOn: migrations.at(-1)?.migratedOn ?? birth,
    members: household.members,
    migrations,
  };
}

/** Cards of minors are valid for 5 years, of the young for 10, of others for 20, of the old for ever (居民身份证法 §5). */
function cardOf({ index, birth, household }: LifePlan, place: string): IdentityCard {
  const random = new Random(`card ${index}`);
  const age = yearOf(WORLD_MONTH) - Number(birth.slice(0, 4));
  const held = Math.min(WORLD_MONTH - monthNumber(birth), random.integer(2, 48));
  const from = WORLD_MONTH - held;
  const day = random.integer(1, 28);
  const temporary = random.chance(0.02);
  const county = household.county.startsWith(place.slice(0, 2))
    ? household.county
    : pickCounty(place, random);
  return {
    kind: temporary ? 'temporary' : 'resident',
    validFrom: dayText(from, day),
    validUntil: temporary ? dayText(from + 3, day) : validUntil(age - held / 12, from, day),
    issuingOrgan: `${countyName(county)}公安局`,
    lossState: random.pick([
      'normal',
      'normal',
      'normal',
      'normal',
      'normal',
      'normal',
      'lost',
      'cancelled',
    ] as const),
  };
}

function validUntil(ageAtIssue: number, from: number, day: number): string | null {
  if (ageAtIssue >= 46) return null;
  if (ageAtIssue >= 26) return dayText(from + 240, day);
  return dayText(from + (ageAtIssue >= 16 ? 120 : 60), day);
}

function permitOf({ index }: LifePlan, { province, job }: LifePlan['permits'][number]): ResidencePermit {
  const random = new Random(`permit ${index} ${province}`);
  const county = pickCounty(province, random);
  const issued = Math.min(job.from + 6, WORLD_MONTH - 1);
  const valid = job.to === WORLD_MONTH;
  const day = random.integer(1, 28);
  return {
    number: `${province}${String(index).padStart(6, '0')}${String(issued).padStart(6, '0')}`,
    address: createAddress(county, random),
    issuedOn: dayText(issued, day),
    validUntil: dayText(
      valid ? WORLD_MONTH + random.integer(1, 11) : Math.min(job.to + 6, WORLD_MONTH - 1),
      day,
    ),
    issuingOrgan: `${countyName(county)}公安局`,
    state: valid ? 'valid' : random.pick(['expired', 'expired', 'cancelled'] as const),
  };
}

function vehiclesOf({ index }: LifePlan, place: string): PublicSecurityFile['vehicles'] {
  const random = new Random(`vehicles ${index}`);
  return createVehicles({ province: place, count: random.integer(1, 3), serial: index * 10 }, random);
}
