import type { SocialInsuranceRead } from '../../../adapters/social-insurance/port.ts';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import type { Contribution } from '../../../domain/social-insurance/Contribution.ts';
import type { Scheme } from '../../../domain/social-insurance/scheme.ts';
import { parseYearMonth } from '../../../domain/yearMonth.ts';
import type { InsuranceScheme, SocialInsuranceFile } from '../../../sandbox/world/SocialInsuranceFile.ts';

const SCHEMES: Readonly<Record<InsuranceScheme, Scheme>> = {
  '110': 'EMPLOYEE_PENSION',
  '120': 'CIVIL_SERVICE_PENSION',
  '170': 'RESIDENT_PENSION',
  '210': 'UNEMPLOYMENT',
  '310': 'EMPLOYEE_MEDICAL',
  '390': 'RESIDENT_MEDICAL',
  '410': 'WORK_INJURY',
  '510': 'MATERNITY',
};
const BENEFIT_KINDS = {
  'old-age': 'OLD_AGE_PENSION',
  unemployment: 'UNEMPLOYMENT_BENEFIT',
  'work-injury': 'WORK_INJURY_BENEFIT',
  survivor: 'SURVIVOR_BENEFIT',
  maternity: 'MATERNITY_ALLOWANCE',
} as const;
const CARD_STATES = {
  active: 'ACTIVE',
  'not-activated': 'NOT_ACTIVATED',
  'reported-lost': 'REPORTED_LOST',
  cancelled: 'CANCELLED',
} as const;

type Lists = Omit<SocialInsuranceRead, 'findContributions'>;
type Truth = {
  readonly [Name in keyof Lists]: (
    file: SocialInsuranceFile,
    asOf: number,
  ) => Exclude<Awaited<ReturnType<Lists[Name]>>[number], Error>;
} & { readonly findContributions: (file: SocialInsuranceFile) => readonly Contribution[] };

/** What each method must answer about a person on file. */
export const socialInsuranceTruth: Truth = {
  findInsuredPersons: ({ enrollments }, asOf) => ({
    asOf,
    enrollments: enrollments
      .toSorted((one, other) => Number(one.scheme) - Number(other.scheme))
      .map((enrollment) => ({
        scheme: SCHEMES[enrollment.scheme],
        state: ({ active: 'ACTIVE', suspended: 'SUSPENDED', terminated: 'TERMINATED' } as const)[
          enrollment.state
        ],
        employerName: enrollment.employer?.name ?? null,
        enrolledOn: parseCalendarDate(enrollment.enrolledOn),
        contributionMonths: enrollment.contributionMonths,
      })),
  }),
  findContributions: ({ contributions }) =>
    contributions
      .toSorted((one, other) => {
        if (one.month !== other.month) return one.month < other.month ? 1 : -1;
        return Number(one.scheme) - Number(other.scheme);
      })
      .map(({ month, scheme, baseFen, personalFen, employerFen }) => ({
        month: parseYearMonth(month),
        scheme: SCHEMES[scheme],
        contributionBaseFen: baseFen,
        personalFen,
        employerFen,
      })),
  findPensionAccounts: ({ pensionAccount: account }, asOf) =>
    account && {
      asOf,
      balanceFen: account.balanceFen,
      creditedThisYearFen: account.creditedThisYearFen,
      contributionMonths: account.contributionMonths,
      openedIn: parseYearMonth(account.openedIn),
    },
  findBenefits: ({ benefits }, asOf) =>
    benefits.map((benefit) => ({
      asOf,
      kind: BENEFIT_KINDS[benefit.kind],
      state: ({ 'in-payment': 'IN_PAYMENT', suspended: 'SUSPENDED', ended: 'ENDED' } as const)[benefit.state],
      monthlyFen: benefit.monthlyFen,
      startedIn: parseYearMonth(benefit.startedIn),
      lastPaidIn: benefit.lastPaidIn === null ? null : parseYearMonth(benefit.lastPaidIn),
    })),
  findSocialSecurityCards: ({ card }, asOf) =>
    card && {
      asOf,
      number: card.number,
      issuedOn: parseCalendarDate(card.issuedOn),
      bank: card.bank,
      state: CARD_STATES[card.state],
    },
  findEligibilityChecks: ({ eligibilityCheck: check }, asOf) =>
    check && {
      asOf,
      state: ({ passed: 'PASSED', due: 'DUE', overdue: 'OVERDUE' } as const)[check.state],
      lastCheckedOn: check.lastCheckedOn === null ? null : parseCalendarDate(check.lastCheckedOn),
      dueOn: parseCalendarDate(check.dueOn),
    },
};
