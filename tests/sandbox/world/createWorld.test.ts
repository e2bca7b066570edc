import { describe, expect, it } from 'vitest';
import { isCitizenNumber } from '../../../domain/citizenNumber.ts';
import { hasValidCreditCodeCheck, parseCreditCode } from '../../../domain/creditCode.ts';
import { createWorld } from '../../../sandbox/world/createWorld.ts';
import type { FundAccount, HousingFundFile } from '../../../sandbox/world/HousingFundFile.ts';
import { SANDBOX_PROVINCES } from '../../../sandbox/world/provinces.ts';
import type { WorldHolder } from '../../../sandbox/world/WorldHolder.ts';

const world = createWorld();
const persons = world.holders.filter(({ kind }) => kind === 'person');
const companies = world.holders.filter(({ kind }) => kind === 'company');
const provinces = SANDBOX_PROVINCES.map(({ code }) => code);

const fundFiles = (holder: WorldHolder): readonly HousingFundFile[] =>
  holder.holdings['housing-fund'].map((place) => {
    const file = world.findHousingFundFile(place, holder.number);
    if (file === null) throw new Error('a holding without a file');
    return file;
  });
const insuranceFiles = (holder: WorldHolder) =>
  holder.holdings['social-insurance'].flatMap(
    (place) => world.findSocialInsuranceFile(place, holder.number) ?? [],
  );
const securityFiles = (holder: WorldHolder) =>
  holder.holdings['public-security'].flatMap((place) => {
    const file = world.findPublicSecurityFile(place, holder.number);
    return file === null ? [] : [{ place, file }];
  });
/** Enough people to meet the rare states among them. */
const crowd = persons.slice(0, 600);
const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);

describe('people and companies', () => {
  it('are 2,001 and 40, each with a number of its own, and the same at every start', () => {
    const again = createWorld();

    expect([persons.length, companies.length]).toEqual([2_001, 40]);
    expect(new Set(world.holders.map(({ number }) => number)).size).toBe(2_041);
    expect(again.holders).toEqual(world.holders);
    expect(again.findHousingFundFile('340100', persons[0]?.number ?? '')).toEqual(
      world.findHousingFundFile('340100', persons[0]?.number ?? ''),
    );
  });

  it('have valid numbers of areas that were never assigned', () => {
    expect(persons.filter(({ number }) => !isCitizenNumber(number) || !/^1099\d\d/.test(number))).toEqual([]);
    expect(
      companies.filter(
        ({ number }) => !hasValidCreditCodeCheck(parseCreditCode(number)) || !/^..1099/.test(number),
      ),
    ).toEqual([]);
  });

  it('have names that systems stumble over', () => {
    const named = (pattern: RegExp) => persons.filter(({ name }) => pattern.test(name)).length;

    expect(named(/[\u{20000}-\u{3ffff}]/u)).toBeGreaterThan(40);
    expect(named(/[\u{e000}-\u{f8ff}]/u)).toBeGreaterThan(4);
    expect(named(/·/)).toBeGreaterThan(10);
    expect(persons.filter(({ name }) => Array.from(name).length < 2)).toEqual([]);
  });

  it('keep the promise about the demo persons and the cohort', () => {
    expect(persons[0]).toMatchObject({
      demo: 'citizen',
      holdings: {
        'public-security': ['430000'],
        'social-insurance': ['430000', '440000'],
        'housing-fund': ['340100', '430700'],
      },
    });
    expect(persons[1]?.demo).toBe('all-provinces');
    expect(persons[1]?.holdings['social-insurance']).toEqual(provinces);
    expect(persons[1]?.holdings['public-security']).toHaveLength(1);
    expect(persons.at(-1)).toMatchObject({
      demo: 'seven-dialects',
      holdings: {
        'public-security': ['330000', '430000', '440000'],
        'social-insurance': ['430000', '440000', '460000', '620000'],
        'housing-fund': ['330000', '430700', '450900', '510300'],
      },
    });
    const shared = persons.filter(
      ({ holdings }) =>
        holdings['public-security'].join() === '340000,430000,440000' &&
        holdings['social-insurance'].join() === '340000,430000,440000' &&
        holdings['housing-fund'].join() === '340100,430700,440900',
    );
    expect(shared.length).toBeGreaterThanOrEqual(50);
  });

  it('leave no system without anybody', () => {
    for (const department of ['public-security', 'social-insurance'] as const) {
      expect(new Set(persons.flatMap(({ holdings }) => holdings[department]))).toEqual(new Set(provinces));
    }
    expect(new Set(persons.flatMap(({ holdings }) => holdings['housing-fund'])).size).toBe(36);
  });
});

describe('files', () => {
  it('exist exactly where the holdings say', () => {
    for (const holder of world.holders.slice(0, 200).concat(companies)) {
      for (const place of provinces) {
        expect(world.findPublicSecurityFile(place, holder.number) !== null).toBe(
          holder.holdings['public-security'].includes(place),
        );
        expect(world.findSocialInsuranceFile(place, holder.number) !== null).toBe(
          holder.holdings['social-insurance'].includes(place),
        );
      }
    }
  });

  it('have one hukou per person, and moves that lead to it one after the other', () => {
    for (const holder of persons) {
      const hukous = securityFiles(holder).flatMap(({ file, place }) =>
        file.hukou === null ? [] : [{ place, hukou: file.hukou }],
      );
      expect(hukous).toHaveLength(1);
      const [{ place, hukou } = { place: '', hukou: null }] = hukous;
      expect(hukou?.division.slice(0, 2)).toBe(place.slice(0, 2));
      const moves = hukou?.migrations ?? [];
      moves.forEach((move, index) => {
        const next = moves[index + 1];
        expect(next === undefined ? hukou?.division : next.origin).toBe(move.destination);
        expect(next === undefined || next.migratedOn > move.migratedOn).toBe(true);
      });
      expect(hukou?.registeredOn).toBe(moves.at(-1)?.migratedOn ?? birthOf(holder));
      expect(hukou?.members.filter(({ name }) => name === holder.name).length).toBeGreaterThan(0);
      expect(hukou?.members[0]).toEqual({ name: hukou?.head, relation: '02' });
    }
  });

  it('have plates that no two vehicles share, and nothing but vehicles for companies', () => {
    const plates = world.holders.flatMap((holder) =>
      securityFiles(holder).flatMap(({ file }) => file.vehicles.map(({ plateNumber }) => plateNumber)),
    );

    expect(new Set(plates).size).toBe(plates.length);
    for (const company of companies) {
      for (const { file } of securityFiles(company)) {
        expect([file.hukou, file.identityCard, file.residencePermit]).toEqual([null, null, null]);
        expect(file.vehicles.length).toBeGreaterThan(0);
      }
    }
  });

  it('have fund balances that are the sum of what came and went', () => {
    for (const account of crowd.flatMap(fundFiles).flatMap(({ accounts }) => accounts)) {
      const came = sum(account.deposits.map(({ amountFen }) => amountFen));
      const went = sum(account.withdrawals.map(({ amountFen }) => amountFen)) + account.transferredOutFen;
      expect(account.balanceFen).toBe(came - went);
      expect(account.balanceFen >= 0n).toBe(true);
      expect(isNewestFirst(account)).toBe(true);
    }
  });

  it('have money that leaves one centre arrive in the next', () => {
    for (const holder of crowd) {
      const accounts = fundFiles(holder).flatMap((file) => file.accounts);
      const left = accounts
        .filter((account) => account.transferredOutFen > 0n)
        .map((a) => a.transferredOutFen);
      const arrived = accounts.flatMap(({ deposits }) =>
        deposits
          .filter(({ kind }) => kind === 'transfer-in' || kind === 'other')
          .map(({ amountFen }) => amountFen),
      );
      expect(arrived.toSorted()).toEqual(left.toSorted());
    }
  });

  it('have loan schedules that add up', () => {
    const loans = crowd.flatMap(fundFiles).flatMap((file) => file.loans);

    expect(new Set(loans.map(({ state }) => state))).toEqual(new Set(['repaying', 'overdue', 'settled']));
    for (const loan of loans) {
      expect(sum(loan.schedule.map((row) => row.principalFen))).toBe(loan.outstandingFen);
      const late = loan.schedule.slice(0, loan.overdueInstallments);
      expect(sum(late.map((row) => row.principalFen + row.interestFen))).toBe(loan.overdueFen);
      expect(loan.schedule.at(-1)?.number ?? loan.termMonths).toBe(loan.termMonths);
    }
  });

  it('have contributions that fit the enrolments, and pension accounts that fit the contributions', () => {
    for (const holder of persons.slice(0, 150)) {
      const paid = new Set<string>();
      let rows = 0;
      for (const { enrollments, contributions, pensionAccount } of insuranceFiles(holder)) {
        for (const { scheme, contributionMonths } of enrollments) {
          expect(contributions.filter((row) => row.scheme === scheme)).toHaveLength(contributionMonths);
        }
        const pension = contributions.filter(({ scheme }) => ['110', '120', '170'].includes(scheme));
        expect(pensionAccount?.balanceFen ?? 0n).toBe(sum(pension.map(({ personalFen }) => personalFen)));
        for (const { scheme, month } of contributions) {
          paid.add(`${scheme} ${month}`);
        }
        rows += contributions.length;
      }
      // Nobody is insured in two places in the same month.
      expect(paid.size).toBe(rows);
    }
  });

  it('have every state that the dialects can tell', () => {
    const insurance = persons
      .slice(60)
      .flatMap((holder) =>
        insuranceFiles(holder).map(({ benefits, eligibilityCheck }) => ({ benefits, eligibilityCheck })),
      );
    const accounts = crowd.flatMap(fundFiles).flatMap((file) => file.accounts);
    const states = (values: readonly string[]) => [...new Set(values)].sort();

    expect(states(accounts.map(({ state }) => state))).toEqual([
      'active',
      'frozen',
      'merged',
      'sealed',
      'transferred',
      'withdrawn',
    ]);
    expect(states(insurance.flatMap(({ benefits }) => benefits.map(({ kind }) => kind)))).toEqual([
      'maternity',
      'old-age',
      'survivor',
      'unemployment',
      'work-injury',
    ]);
    expect(states(insurance.flatMap((file) => file.eligibilityCheck?.state ?? []))).toEqual([
      'due',
      'overdue',
      'passed',
    ]);
    expect(crowd.flatMap(fundFiles).filter((file) => file.accounts.length > 1).length).toBeGreaterThan(50);
  });
});

it('says that data is of the last night', () => {
  const now = Date.parse('2026-11-22T02:30:00Z');
  const age = now - world.dataTime('housing-fund', '430700', now);

  expect(age).toBeGreaterThan(0);
  expect(age).toBeLessThan(24 * 3_600_000);
  expect(world.dataTime('housing-fund', '430700', now + 24 * 3_600_000)).toBe(now - age + 24 * 3_600_000);
});

const birthOf = ({ number }: WorldHolder): string =>
  `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;

const isNewestFirst = ({ deposits }: FundAccount): boolean =>
  deposits.every((entry, index) => entry.recordedOn <= (deposits[index - 1]?.recordedOn ?? entry.recordedOn));
