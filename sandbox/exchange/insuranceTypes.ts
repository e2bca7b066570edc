import type { InsuranceBenefit, SocialInsuranceFile } from '../world/SocialInsuranceFile.ts';
import { dayDigits } from './dayDigits.ts';
import type { ExchangeType } from './ExchangeType.ts';

const ENROLLMENT_STATE = { active: '1', suspended: '2', terminated: '3' } as const;
const BENEFIT_KIND = {
  'old-age': '1',
  unemployment: '2',
  'work-injury': '3',
  survivor: '4',
  maternity: '5',
} as const satisfies Record<InsuranceBenefit['kind'], string>;
const BENEFIT_STATE = { 'in-payment': '1', suspended: '2', ended: '3' } as const;
const CARD_STATE = { active: '1', 'not-activated': '2', 'reported-lost': '3', cancelled: '4' } as const;
const CHECK_STATE = { passed: '1', due: '2', overdue: '3' } as const;
const NAME_WIDTH = 50;

/** What social insurance offices tell, in the order of the specification. */
export const INSURANCE_TYPES: readonly ExchangeType<SocialInsuranceFile>[] = [
  {
    code: 'CBXX',
    recordsOf: ({ enrollments }, habits) =>
      enrollments.map(({ scheme, state, employer, enrolledOn, contributionMonths }) => ({
        aae140: scheme,
        aac031: ENROLLMENT_STATE[state],
        aab001: employer?.number ?? '',
        aab004: habits.column(employer?.name ?? '', NAME_WIDTH),
        aab050: dayDigits(enrolledOn),
        yac201: String(contributionMonths),
      })),
    columns: ['aae140', 'aac031', 'aab001', 'aab004', 'yac201', 'aab050'],
    newer: ['aab050'],
    sum: null,
    unknownCode: ['aac031', '9'],
  },
  {
    code: 'JFMX',
    recordsOf: ({ contributions }, habits) =>
      contributions.map(({ month, scheme, baseFen, personalFen, employerFen }) => ({
        aae003: dayDigits(month),
        aae140: scheme,
        aae180: habits.amount(baseFen),
        yac183: habits.amount(personalFen),
        yab183: habits.amount(employerFen),
      })),
    columns: ['aae003', 'aae140', 'aae180', 'yac183', 'yab183'],
    newer: [],
    sum: 'yac183',
    unknownCode: ['aae140', '999'],
  },
  {
    code: 'YLZH',
    recordsOf: ({ pensionAccount }, habits) =>
      one(pensionAccount).map(({ balanceFen, creditedThisYearFen, contributionMonths, openedIn }) => ({
        yac301: habits.amount(balanceFen),
        yac302: habits.amount(creditedThisYearFen),
        yac303: String(contributionMonths),
        yac304: dayDigits(openedIn),
      })),
    columns: ['yac301', 'yac302', 'yac303', 'yac304'],
    newer: ['yac304'],
    sum: 'yac301',
    unknownCode: null,
  },
  {
    code: 'DYXX',
    recordsOf: ({ benefits }, habits) =>
      benefits.map(({ kind, state, monthlyFen, startedIn, lastPaidIn }) => ({
        yae401: BENEFIT_KIND[kind],
        yae402: BENEFIT_STATE[state],
        yae403: habits.amount(monthlyFen),
        aae041: dayDigits(startedIn),
        yae404: dayDigits(lastPaidIn),
      })),
    columns: ['yae401', 'yae402', 'yae403', 'aae041', 'yae404'],
    newer: ['yae404'],
    sum: 'yae403',
    unknownCode: ['yae401', '9'],
  },
  {
    code: 'SBKX',
    recordsOf: ({ card }, habits) =>
      one(card).map(({ number, issuedOn, bank, state }) => ({
        aaz500: number,
        yaz501: dayDigits(issuedOn),
        yaz502: habits.column(bank, NAME_WIDTH),
        yaz503: CARD_STATE[state],
      })),
    columns: ['aaz500', 'yaz503', 'yaz502', 'yaz501'],
    newer: ['yaz501'],
    sum: null,
    unknownCode: ['yaz503', '9'],
  },
  {
    code: 'ZGRZ',
    recordsOf: ({ eligibilityCheck }) =>
      one(eligibilityCheck).map(({ state, lastCheckedOn, dueOn }) => ({
        yae501: CHECK_STATE[state],
        yae502: dayDigits(lastCheckedOn),
        yae503: dayDigits(dueOn),
      })),
    columns: ['yae501', 'yae502', 'yae503'],
    newer: ['yae503'],
    sum: null,
    unknownCode: ['yae501', '9'],
  },
];

const one = <T>(item: T | null): readonly T[] => (item === null ? [] : [item]);
