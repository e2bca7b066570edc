import type { World } from '../../../sandbox/world/World.ts';
import type { WorldHolder } from '../../../sandbox/world/WorldHolder.ts';

/** Whom the worked examples of handling speak of: known everywhere, with nothing on file but number and name. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['10990119900307002X', '林小𬭩'],
  ['109901199003070011', 'A&B·丙'],
]);
/** 个人编号 of the example at a social insurance system. */
const PERSONAL_NUMBER = '4300000017';

export function createExampleWorld(): World {
  const holders = Array.from(
    NAMES,
    ([number, name]): WorldHolder => ({
      kind: 'person',
      number,
      name,
      demo: null,
      holdings: { 'public-security': [], 'social-insurance': [], 'housing-fund': [] },
    }),
  );
  const find = (wanted: string) => holders.find(({ number }) => number === wanted);
  return {
    holders,
    findPublicSecurityFile: (_place, number) => {
      const holder = find(number);
      return holder === undefined
        ? null
        : { holder, hukou: null, identityCard: null, residencePermit: null, vehicles: [] };
    },
    findSocialInsuranceFile: (_place, number) => {
      const holder = find(number);
      if (holder === undefined) return null;
      const nothing = { pensionAccount: null, benefits: [], card: null, eligibilityCheck: null };
      return { holder, personalNumber: PERSONAL_NUMBER, enrollments: [], contributions: [], ...nothing };
    },
    findHousingFundFile: (_place, number) => {
      const holder = find(number);
      return holder === undefined ? null : { holder, accounts: [], loans: [] };
    },
    dataTime: () => 0,
  };
}
