import { z } from 'zod';
import type { Benefit } from '../../domain/social-insurance/Benefit.ts';
import type { BenefitEligibilityCheck } from '../../domain/social-insurance/BenefitEligibilityCheck.ts';
import type { Contribution } from '../../domain/social-insurance/Contribution.ts';
import type { Enrollment } from '../../domain/social-insurance/InsuredPerson.ts';
import type { SocialSecurityCard } from '../../domain/social-insurance/SocialSecurityCard.ts';
import { SCHEMES as SCHEME_ORDER, type Scheme } from '../../domain/social-insurance/scheme.ts';
import { defineExchangedType } from '../inbound/defineExchangedType.ts';
import { exchangedValues } from '../inbound/exchangedValues.ts';
import { translate } from '../transport/translate.ts';
import { inOrderOfStart } from './inOrderOfStart.ts';
import { inSchemeOrder } from './inSchemeOrder.ts';
import { SOCIAL_INSURANCE_FORMS as FORMS } from './pushedForms.ts';

const { always, maybe, text, upTo, code, amount, count, day, month } = exchangedValues;

/** 险种类型. */
const SCHEMES = {
  '110': 'EMPLOYEE_PENSION',
  '120': 'CIVIL_SERVICE_PENSION',
  '170': 'RESIDENT_PENSION',
  '210': 'UNEMPLOYMENT',
  '310': 'EMPLOYEE_MEDICAL',
  '390': 'RESIDENT_MEDICAL',
  '410': 'WORK_INJURY',
  '510': 'MATERNITY',
} as const satisfies Record<string, Scheme>;

/** 缴费状态. */
const ENROLLMENT_STATES = {
  '1': 'ACTIVE',
  '2': 'SUSPENDED',
  '3': 'TERMINATED',
} as const satisfies Record<string, Enrollment['state']>;

/** 待遇类别. */
const BENEFIT_KINDS = {
  '1': 'OLD_AGE_PENSION',
  '2': 'UNEMPLOYMENT_BENEFIT',
  '3': 'WORK_INJURY_BENEFIT',
  '4': 'SURVIVOR_BENEFIT',
  '5': 'MATERNITY_ALLOWANCE',
} as const satisfies Record<string, Benefit['kind']>;

/** 发放状态. */
const BENEFIT_STATES = {
  '1': 'IN_PAYMENT',
  '2': 'SUSPENDED',
  '3': 'ENDED',
} as const satisfies Record<string, Benefit['state']>;

/** 卡状态. */
const CARD_STATES = {
  '1': 'ACTIVE',
  '2': 'NOT_ACTIVATED',
  '3': 'REPORTED_LOST',
  '4': 'CANCELLED',
} as const satisfies Record<string, SocialSecurityCard['state']>;

/** 认证状态. */
const CHECK_STATES = {
  '1': 'PASSED',
  '2': 'DUE',
  '3': 'OVERDUE',
} as const satisfies Record<string, BenefitEligibilityCheck['state']>;

/** Whatever is told after it would contradict the first. */
const atMostOnce = (key: string) => ({ key, of: () => '' });

const enrollments = defineExchangedType({
  facets: ['enrollments'],
  shape: z.object({
    aae140: always(code),
    aac031: always(code),
    aab001: maybe(upTo(18)),
    aab004: maybe(upTo(50)),
    aab050: maybe(day),
    yac201: always(count(4)),
  }),
  toContents: (rows) => ({
    enrollments: FORMS.enrollments.write([
      ...inSchemeOrder(
        rows.map((row) => ({
          scheme: translate(SCHEMES, row.aae140),
          state: translate(ENROLLMENT_STATES, row.aac031),
          employerName: row.aab004,
          enrolledOn: row.aab050,
          contributionMonths: row.yac201,
        })),
      ),
    ]),
  }),
});

const contributions = defineExchangedType({
  facets: ['contributions'],
  shape: z.object({
    aae003: always(month),
    aae140: always(code),
    aae180: always(amount),
    yac183: always(amount),
    yab183: always(amount),
  }),
  toContents: (rows) => ({
    contributions: FORMS.contributions.write([
      ...inOrderOfMonth(
        rows.map((row) => ({
          month: row.aae003,
          scheme: translate(SCHEMES, row.aae140),
          contributionBaseFen: row.aae180,
          personalFen: row.yac183,
          employerFen: row.yab183,
        })),
      ),
    ]),
  }),
});

const pensionAccount = defineExchangedType({
  facets: ['pensionAccount'],
  shape: z.object({
    yac301: always(amount),
    yac302: always(amount),
    yac303: always(count(4)),
    yac304: maybe(month),
  }),
  unique: atMostOnce('yac301'),
  toContents: ([row]) => ({
    pensionAccount:
      row === undefined
        ? null
        : FORMS.pensionAccount.write({
            balanceFen: row.yac301,
            creditedThisYearFen: row.yac302,
            contributionMonths: row.yac303,
            openedIn: row.yac304,
          }),
  }),
});

const benefits = defineExchangedType({
  facets: ['benefits'],
  shape: z.object({
    yae401: always(code),
    yae402: always(code),
    yae403: always(amount),
    aae041: always(month),
    yae404: maybe(month),
  }),
  toContents: (rows) => ({
    benefits: FORMS.benefits.write([
      ...inOrderOfStart(
        rows.map((row) => ({
          kind: translate(BENEFIT_KINDS, row.yae401),
          state: translate(BENEFIT_STATES, row.yae402),
          monthlyFen: row.yae403,
          startedIn: row.aae041,
          lastPaidIn: row.yae404,
        })),
      ),
    ]),
  }),
});

const socialSecurityCard = defineExchangedType({
  facets: ['socialSecurityCard'],
  shape: z.object({
    aaz500: always(text(/^\S{9}$/u)),
    yaz501: maybe(day),
    yaz502: always(upTo(50)),
    yaz503: always(code),
  }),
  unique: atMostOnce('aaz500'),
  toContents: ([row]) => ({
    socialSecurityCard:
      row === undefined
        ? null
        : FORMS.socialSecurityCard.write({
            number: row.aaz500,
            issuedOn: row.yaz501,
            bank: row.yaz502,
            state: translate(CARD_STATES, row.yaz503),
          }),
  }),
});

const eligibilityCheck = defineExchangedType({
  facets: ['eligibilityCheck'],
  shape: z.object({ yae501: always(code), yae502: maybe(day), yae503: maybe(day) }),
  unique: atMostOnce('yae501'),
  toContents: ([row]) => ({
    eligibilityCheck:
      row === undefined
        ? null
        : FORMS.eligibilityCheck.write({
            state: translate(CHECK_STATES, row.yae501),
            lastCheckedOn: row.yae502,
            dueOn: row.yae503,
          }),
  }),
});

/**
 * The types of data that exchange tables and files of social insurance have in common, by the tables' names of their
 * keys: 参保信息, 缴费明细, 养老保险个人账户, 待遇, 社会保障卡, 待遇领取资格认证.
 */
export const SOCIAL_INSURANCE_TYPES = {
  enrollments,
  contributions,
  pensionAccount,
  benefits,
  socialSecurityCard,
  eligibilityCheck,
} as const;

/** The newest month first, schemes in the order of the vocabulary within a month. */
function inOrderOfMonth(rows: readonly Contribution[]): readonly Contribution[] {
  const rank = (scheme: Scheme) => SCHEME_ORDER.indexOf(scheme);
  return rows.toSorted((one, other) => {
    if (one.month === other.month) return rank(one.scheme) - rank(other.scheme);
    return one.month > other.month ? -1 : 1;
  });
}
