import { z } from 'zod';
import type { Contribution } from '../../domain/social-insurance/Contribution.ts';
import { SCHEMES as SCHEME_ORDER, type Scheme } from '../../domain/social-insurance/scheme.ts';
import { defineExchangedType } from '../inbound/defineExchangedType.ts';
import { exchangedValues } from '../inbound/exchangedValues.ts';
import { translate } from '../transport/translate.ts';
import { CODE_TABLES } from './codeTables.ts';
import { inOrderOfStart } from './inOrderOfStart.ts';
import { inSchemeOrder } from './inSchemeOrder.ts';
import { SOCIAL_INSURANCE_FORMS as FORMS } from './pushedForms.ts';
import { toScheme } from './toScheme.ts';

const { always, maybe, text, upTo, code, amount, count, day, month } = exchangedValues;

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
          scheme: toScheme(row.aae140),
          state: translate(CODE_TABLES.enrollmentStates, row.aac031),
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
          scheme: toScheme(row.aae140),
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
          kind: translate(CODE_TABLES.benefitKinds, row.yae401),
          state: translate(CODE_TABLES.benefitStates, row.yae402),
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
            state: translate(CODE_TABLES.cardStates, row.yaz503),
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
            state: translate(CODE_TABLES.checkStates, row.yae501),
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
