import { type Company, createCompanies } from './Company.ts';
import { deriveHousingFund, housingFundPlaces } from './deriveHousingFund.ts';
import { deriveCompanyFile, derivePublicSecurity, publicSecurityPlaces } from './derivePublicSecurity.ts';
import { deriveSocialInsurance, socialInsurancePlaces } from './deriveSocialInsurance.ts';
import type { HousingFundFile } from './HousingFundFile.ts';
import type { LifePlan } from './LifePlan.ts';
import type { PublicSecurityFile } from './PublicSecurityFile.ts';
import { planLives } from './planLives.ts';
import type { SocialInsuranceFile } from './SocialInsuranceFile.ts';
import type { World } from './World.ts';
import type { WorldHolder } from './WorldHolder.ts';

/** A file of several hundred rows takes a millisecond to derive; page after page of it is asked for. */
const CACHED_FILES = 1_000;
const DAY_MS = 86_400_000;
/** Systems run their nightly update between 02:00 and 04:00 Beijing time, 18:00 to 20:00 UTC. */
const FIRST_RUN_MS = 18 * 3_600_000;

/** Makes the fictitious people and companies, the same at every call; files are derived when asked for. */
export function createWorld(): World {
  const companies = createCompanies();
  const lives = planLives(companies);
  const people = new Map(lives.map((life) => [life.number, { life, holder: personOf(life) }]));
  const firms = new Map(
    companies.map((company) => [company.number, { company, holder: companyOf(company) }]),
  );
  const publicSecurity = createMemory<PublicSecurityFile>();
  const socialInsurance = createMemory<SocialInsuranceFile>();
  const housingFund = createMemory<HousingFundFile>();

  return {
    holders: [...people.values(), ...firms.values()].map(({ holder }) => holder),
    findPublicSecurityFile(jurisdiction, number) {
      const firm = firms.get(number);
      if (firm !== undefined) {
        if (!firm.holder.holdings['public-security'].includes(jurisdiction)) return null;
        return deriveCompanyFile(firm.company, firm.holder, jurisdiction);
      }
      const person = people.get(number);
      if (!person?.holder.holdings['public-security'].includes(jurisdiction)) return null;
      return publicSecurity(`${jurisdiction} ${number}`, () =>
        derivePublicSecurity(person.life, person.holder, jurisdiction),
      );
    },
    findSocialInsuranceFile(jurisdiction, number) {
      const person = people.get(number);
      if (!person?.holder.holdings['social-insurance'].includes(jurisdiction)) return null;
      return socialInsurance(`${jurisdiction} ${number}`, () =>
        deriveSocialInsurance(person.life, person.holder, jurisdiction),
      );
    },
    findHousingFundFile(jurisdiction, number) {
      const person = people.get(number);
      if (!person?.holder.holdings['housing-fund'].includes(jurisdiction)) return null;
      return housingFund(`${jurisdiction} ${number}`, () =>
        deriveHousingFund(person.life, person.holder, jurisdiction),
      );
    },
    dataTime(department, jurisdiction, now) {
      const minute = (Number(jurisdiction.slice(0, 4)) * 7 + department.length * 11) % 120;
      const run = FIRST_RUN_MS + minute * 60_000;
      return Math.floor((now - run) / DAY_MS) * DAY_MS + run;
    },
  };
}

/** Keeps the files that were derived last. */
function createMemory<File>(): (key: string, derive: () => File) => File {
  const files = new Map<string, File>();
  return (key, derive) => {
    const known = files.get(key);
    if (known !== undefined) return known;
    const file = derive();
    const [oldest] = files.keys();
    if (files.size >= CACHED_FILES && oldest !== undefined) files.delete(oldest);
    files.set(key, file);
    return file;
  };
}

const personOf = (life: LifePlan): WorldHolder => ({
  kind: 'person',
  number: life.number,
  name: life.name,
  demo: life.demo,
  holdings: {
    'public-security': publicSecurityPlaces(life),
    'social-insurance': socialInsurancePlaces(life),
    'housing-fund': housingFundPlaces(life),
  },
});

const companyOf = (company: Company): WorldHolder => ({
  kind: 'company',
  number: company.number,
  name: company.name,
  demo: null,
  holdings: {
    'public-security': [...company.vehicles.keys()].sort(),
    'social-insurance': [],
    'housing-fund': [],
  },
});
