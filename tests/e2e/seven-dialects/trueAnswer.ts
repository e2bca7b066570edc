import { formatBasisPoints } from '../../../domain/formatBasisPoints.ts';
import { formatInstant } from '../../../domain/formatInstant.ts';
import { maskName } from '../../../domain/maskName.ts';
import { maskTail } from '../../../domain/maskTail.ts';
import { formatYuan } from '../../../domain/yuan.ts';
import { listSites } from '../../../sandbox/listSites.ts';
import { createWorld } from '../../../sandbox/world/createWorld.ts';
import { FUND_CENTRES } from '../../../sandbox/world/fundCentres.ts';
import type { WorldHolder } from '../../../sandbox/world/WorldHolder.ts';
import { housingFundTruth } from '../../contract/truth/housingFundTruth.ts';
import { publicSecurityTruth } from '../../contract/truth/publicSecurityTruth.ts';
import { socialInsuranceTruth } from '../../contract/truth/socialInsuranceTruth.ts';

/** Whose records lie with all seven dialects. */
const SEVEN_DIALECTS_PLACES: Readonly<Record<string, string>> = {
  '330000': '浙江省',
  '430000': '湖南省',
  '440000': '广东省',
  '460000': '海南省',
  '620000': '甘肃省',
  '430700': '常德市',
  '450900': '玉林市',
  '510300': '自贡市',
};

const world = createWorld();

/**
 * The data of `PORTAL_PAGE` as it must be for the demo citizen of all seven dialects, from the world that the systems
 * were made from, without asking any of them.
 *
 * @param now - epoch ms.
 * @param id - the holder's, which nobody can foretell.
 */
export function trueAnswer(now: number, id: string): unknown {
  const holder = world.holders.find(({ demo }) => demo === 'seven-dialects');
  if (holder === undefined) throw new Error('the world has no such citizen');
  const { holdings } = holder;
  return {
    me: {
      id,
      kind: 'NATURAL_PERSON',
      maskedName: maskName(holder.name),
      maskedNumber: maskTail(holder.number),
      publicSecurity: holdings['public-security'].map((place) => publicSecurity(holder, place, now)),
      socialInsurance: holdings['social-insurance'].map((place) => socialInsurance(holder, place, now)),
      housingFund: holdings['housing-fund'].map((place) => housingFund(holder, place, now)),
    },
  };
}

function publicSecurity({ number }: WorldHolder, jurisdiction: string, now: number): unknown {
  const file = known(world.findPublicSecurityFile(jurisdiction, number));
  const epochMs = world.dataTime('public-security', jurisdiction, now);
  const asOf = formatInstant(epochMs);
  const hukou = publicSecurityTruth.findHukou(file, epochMs);
  const card = publicSecurityTruth.findIdentityCards(file, epochMs);
  const permit = publicSecurityTruth.findResidencePermits(file, epochMs);
  const vehicles = publicSecurityTruth.findVehicles(file, epochMs);
  return {
    jurisdiction,
    division: { code: jurisdiction, name: SEVEN_DIALECTS_PLACES[jurisdiction] },
    asOf,
    hukou: hukou && {
      asOf,
      booklet: hukou.booklet,
      address: hukou.address,
      division: hukou.division,
      headOfHousehold: { maskedName: maskName(hukou.headName) },
      relationToHead: hukou.relationToHead,
      registeredOn: hukou.registeredOn,
      members: hukou.members.map(({ name, relationToHead }) => ({
        maskedName: maskName(name),
        relationToHead,
      })),
      migrationHistory: hukou.migrationHistory,
    },
    identityCard: card && {
      asOf,
      kind: card.kind,
      validFrom: card.validFrom,
      validUntil: card.validity.longTerm ? null : card.validity.validUntil,
      longTerm: card.validity.longTerm,
      issuingOrgan: card.issuingOrgan,
      lossState: card.lossState,
    },
    residencePermit: permit && { ...permit, asOf },
    vehicles: vehicles.map((vehicle) => ({ ...vehicle, asOf })),
  };
}

function socialInsurance({ number }: WorldHolder, jurisdiction: string, now: number): unknown {
  const file = known(world.findSocialInsuranceFile(jurisdiction, number));
  const epochMs = world.dataTime('social-insurance', jurisdiction, now);
  const asOf = formatInstant(epochMs);
  const account = socialInsuranceTruth.findPensionAccounts(file, epochMs);
  const card = socialInsuranceTruth.findSocialSecurityCards(file, epochMs);
  const check = socialInsuranceTruth.findEligibilityChecks(file, epochMs);
  return {
    jurisdiction,
    division: { name: SEVEN_DIALECTS_PLACES[jurisdiction] },
    asOf,
    enrollments: socialInsuranceTruth.findInsuredPersons(file, epochMs)?.enrollments,
    contributions: pageOf(socialInsuranceTruth.findContributions(file), 5, asOf, (row) => ({
      month: row.month,
      scheme: row.scheme,
      contributionBase: formatYuan(row.contributionBaseFen),
      personalAmount: formatYuan(row.personalFen),
      employerAmount: formatYuan(row.employerFen),
    })),
    pensionAccount: account && {
      asOf,
      balance: formatYuan(account.balanceFen),
      creditedThisYear: formatYuan(account.creditedThisYearFen),
      contributionMonths: account.contributionMonths,
      openedIn: account.openedIn,
    },
    benefits: socialInsuranceTruth.findBenefits(file, epochMs).map(({ monthlyFen, ...benefit }) => ({
      ...benefit,
      asOf,
      monthlyAmount: formatYuan(monthlyFen),
    })),
    socialSecurityCard: card && {
      asOf,
      maskedNumber: maskTail(card.number),
      issuedOn: card.issuedOn,
      bank: card.bank,
      state: card.state,
    },
    eligibilityCheck: check && { ...check, asOf },
  };
}

function housingFund({ number }: WorldHolder, jurisdiction: string, now: number): unknown {
  const file = known(world.findHousingFundFile(jurisdiction, number));
  const epochMs = world.dataTime('housing-fund', jurisdiction, now);
  const asOf = formatInstant(epochMs);
  const centerName = known(FUND_CENTRES.find(({ code }) => code === jurisdiction)).name;
  const { accounts } = housingFundTruth.findRecords(file, { asOf: epochMs, centerName });
  return {
    jurisdiction,
    division: { name: SEVEN_DIALECTS_PLACES[jurisdiction] },
    asOf,
    centerName,
    accounts: accounts.map((account) => ({
      accountNumber: account.accountNumber,
      asOf,
      state: account.state,
      balance: formatYuan(account.balanceFen),
      depositBase: formatYuan(account.depositBaseFen),
      personalRatio: formatBasisPoints(account.personalRatioBp),
      employerRatio: formatBasisPoints(account.employerRatioBp),
      monthlyDeposit: formatYuan(account.monthlyDepositFen),
      paidThrough: account.paidThrough,
      openedOn: account.openedOn,
      closedOn: account.closedOn,
      depositingEmployer: account.depositingEmployer && {
        name: account.depositingEmployer.name,
        maskedNumber: maskTail(account.depositingEmployer.number),
      },
      deposits: pageOf(
        housingFundTruth.findDeposits(
          known(file.accounts.find((one) => one.number === account.accountNumber)),
        ),
        3,
        asOf,
        ({ month, kind, amountFen, recordedOn }) => ({
          month,
          kind,
          amount: formatYuan(amountFen),
          recordedOn,
        }),
      ),
    })),
    loans: housingFundTruth.findLoans(file, epochMs).map((loan) => ({
      asOf,
      contractNumber: loan.contractNumber,
      state: loan.state,
      principal: formatYuan(loan.principalFen),
      outstanding: formatYuan(loan.outstandingFen),
      annualRate: formatBasisPoints(loan.annualRateBp),
      startedOn: loan.startedOn,
      termMonths: loan.termMonths,
      overdueAmount: formatYuan(loan.overdueFen),
      overdueInstallments: loan.overdueInstallments,
      schedule: housingFundTruth
        .findSchedule(known(file.loans.find(({ contractNumber }) => contractNumber === loan.contractNumber)))
        .slice(0, 2)
        .map(({ number: installment, dueOn, principalFen, interestFen }) => ({
          number: installment,
          dueOn,
          principal: formatYuan(principalFen),
          interest: formatYuan(interestFen),
        })),
    })),
    withdrawals: pageOf(
      housingFundTruth.findWithdrawals(file, isExchanging(jurisdiction) ? 'BOOK_ORDER' : 'LATER_NUMBER'),
      3,
      asOf,
      ({ ground, amountFen, withdrawnOn, accountNumber }) => ({
        ground,
        amount: formatYuan(amountFen),
        withdrawnOn,
        accountNumber,
      }),
    ),
  };
}

/** The first page; a cursor is the gateway's to choose. */
function pageOf<T>(rows: readonly T[], first: number, asOf: string, write: (row: T) => unknown): unknown {
  const hasNextPage = rows.length > first;
  return {
    asOf,
    nodes: rows.slice(0, first).map(write),
    endCursor: hasNextPage ? CURSOR : null,
    hasNextPage,
  };
}

/** What stands for every cursor. */
export const CURSOR = 'a cursor';

function known<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('the world knows nothing of it');
  return value;
}

/** Centres that exchange tables or files give entries of one day as their books have them. */
function isExchanging(jurisdiction: string): boolean {
  const site = listSites().find(({ id }) => id === `housing-fund/${jurisdiction}`);
  return site !== undefined && 'needs' in site.dialect;
}
