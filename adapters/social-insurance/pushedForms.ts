import { z } from 'zod';
import { SCHEMES } from '../../domain/social-insurance/scheme.ts';
import { PushedForm } from '../inbound/PushedForm.ts';
import { pushedValues } from '../inbound/pushedValues.ts';

const { fen, count, day, month } = pushedValues;
const scheme = z.enum(SCHEMES);

const enrollment = z.strictObject({
  scheme,
  state: z.enum(['ACTIVE', 'SUSPENDED', 'TERMINATED', 'UNKNOWN']),
  employerName: z.string().nullable(),
  enrolledOn: day.nullable(),
  contributionMonths: count,
});

const contribution = z.strictObject({
  month,
  scheme,
  contributionBaseFen: fen,
  personalFen: fen,
  employerFen: fen,
});

const benefit = z.strictObject({
  kind: z.enum([
    'OLD_AGE_PENSION',
    'UNEMPLOYMENT_BENEFIT',
    'WORK_INJURY_BENEFIT',
    'SURVIVOR_BENEFIT',
    'MATERNITY_ALLOWANCE',
    'UNKNOWN',
  ]),
  state: z.enum(['IN_PAYMENT', 'SUSPENDED', 'ENDED', 'UNKNOWN']),
  monthlyFen: fen,
  startedIn: month.nullable(),
  lastPaidIn: month.nullable(),
});

const pensionAccount = z.strictObject({
  balanceFen: fen,
  creditedThisYearFen: fen,
  contributionMonths: count,
  openedIn: month.nullable(),
});

const socialSecurityCard = z.strictObject({
  number: z.string(),
  issuedOn: day.nullable(),
  bank: z.string(),
  state: z.enum(['ACTIVE', 'NOT_ACTIVATED', 'REPORTED_LOST', 'CANCELLED', 'UNKNOWN']),
});

const eligibilityCheck = z.strictObject({
  state: z.enum(['PASSED', 'DUE', 'OVERDUE', 'UNKNOWN']),
  lastCheckedOn: day.nullable(),
  dueOn: day.nullable(),
});

/**
 * How the answer to each question about a person is kept when a system pushes it; the names are the facets. Lists are in
 * the order of the port.
 */
export const SOCIAL_INSURANCE_FORMS = {
  enrollments: new PushedForm({ version: 1, shape: z.array(enrollment) }),
  contributions: new PushedForm({ version: 1, shape: z.array(contribution) }),
  pensionAccount: new PushedForm({ version: 1, shape: pensionAccount }),
  benefits: new PushedForm({ version: 1, shape: z.array(benefit) }),
  socialSecurityCard: new PushedForm({ version: 1, shape: socialSecurityCard }),
  eligibilityCheck: new PushedForm({ version: 1, shape: eligibilityCheck }),
} as const;
