import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { World } from '../../../sandbox/world/World.ts';
import type { WorldHolder } from '../../../sandbox/world/WorldHolder.ts';

const DEPARTMENTS = ['public-security', 'social-insurance', 'housing-fund'] as const;

const people = z.array(
  z.object({
    kind: z.enum(['person', 'company']),
    number: z.string(),
    name: z.string(),
    places: z.array(
      z.object({
        department: z.enum(DEPARTMENTS),
        jurisdiction: z.string(),
        reportedAt: z.string().transform((iso) => Date.parse(iso)),
        firstOn: z.string().nullable(),
      }),
    ),
  }),
);
type Person = z.infer<typeof people>[number];
type Department = (typeof DEPARTMENTS)[number];

const PEOPLE_URL = new URL('../../golden/make/record-index-people.json', import.meta.url);

/** The people whom the golden bytes of the record index speak of; their files hold no more than since when they exist. */
export function goldenIndexWorld(): World {
  const known = people.parse(JSON.parse(readFileSync(PEOPLE_URL, 'utf8')));
  const places = known.flatMap((person) => person.places);
  const find = (department: Department, jurisdiction: string, number: string) => {
    const person = known.find((candidate) => candidate.number === number);
    const place = person?.places.find(
      (candidate) => candidate.department === department && candidate.jurisdiction === jurisdiction,
    );
    return person && place ? { holder: holderOf(person), firstOn: place.firstOn } : null;
  };
  return {
    holders: known.map(holderOf),
    findPublicSecurityFile(jurisdiction, number) {
      const found = find('public-security', jurisdiction, number);
      if (found === null) return null;
      const { holder, firstOn } = found;
      const vehicles = firstOn === null ? [] : [{ ...VEHICLE, registeredOn: firstOn }];
      return { holder, hukou: null, identityCard: null, residencePermit: null, vehicles };
    },
    findSocialInsuranceFile(jurisdiction, number) {
      const found = find('social-insurance', jurisdiction, number);
      return found && { ...INSURANCE, holder: found.holder, enrollments: [enrolledOn(found.firstOn ?? '')] };
    },
    findHousingFundFile(jurisdiction, number) {
      const found = find('housing-fund', jurisdiction, number);
      if (found === null) return null;
      return { holder: found.holder, accounts: [{ ...ACCOUNT, openedOn: found.firstOn ?? '' }], loans: [] };
    },
    dataTime: (department, jurisdiction) =>
      places.find((place) => place.department === department && place.jurisdiction === jurisdiction)
        ?.reportedAt ?? Number.NaN,
  };
}

function holderOf({ kind, number, name, places }: Person): WorldHolder {
  const placesOf = (department: Department) =>
    places.filter((place) => place.department === department).map(({ jurisdiction }) => jurisdiction);
  return {
    kind,
    number,
    name,
    demo: null,
    holdings: {
      'public-security': placesOf('public-security'),
      'social-insurance': placesOf('social-insurance'),
      'housing-fund': placesOf('housing-fund'),
    },
  };
}

const VEHICLE = {
  plateNumber: '',
  plateKind: 'small',
  model: '',
  inspectionValidUntil: '',
  state: 'normal',
} as const;
const INSURANCE = {
  personalNumber: '',
  contributions: [],
  pensionAccount: null,
  benefits: [],
  card: null,
  eligibilityCheck: null,
};
const enrolledOn = (day: string) =>
  ({ scheme: '110', state: 'active', employer: null, enrolledOn: day, contributionMonths: 0 }) as const;
const ACCOUNT = {
  number: '',
  state: 'active',
  balanceFen: 0n,
  baseFen: 0n,
  personalRatioBp: 0,
  employerRatioBp: 0,
  monthlyFen: 0n,
  paidThrough: null,
  closedOn: null,
  employer: { name: '', number: '' },
  deposits: [],
  withdrawals: [],
  transferredOutFen: 0n,
} as const;
