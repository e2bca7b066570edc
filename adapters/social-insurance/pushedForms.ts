import { z } from 'zod';
import { parseCalendarDate } from '../../domain/calendarDate.ts';
import { SCHEMES } from '../../domain/social-insurance/scheme.ts';
import { parseYearMonth } from '../../domain/yearMonth.ts';

const fen = z
  .string()
  .regex(/^-?\d{1,18}$/)
  .transform(BigInt);
const count = z.int().nonnegative();
const day = z.string().transform(parseCalendarDate).nullable();
const month = z.string().transform(parseYearMonth);
const scheme = z.enum(SCHEMES);

const enrollment = z.strictObject({
  scheme,
  state: z.enum(['ACTIVE', 'SUSPENDED', 'TERMINATED', 'UNKNOWN']),
  employerName: z.string().nullable(),
  enrolledOn: day,
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

/**
 * How the answers to each question about a person are kept when a system pushes them; the names are the facets. Instants
 * are those of the record as a whole, and lists are in the order of the port.
 */
export const SOCIAL_INSURANCE_FORMS = {
  enrollments: z.array(enrollment).readonly(),
  contributions: z.array(contribution).readonly(),
  pensionAccount: z.strictObject({
    balanceFen: fen,
    creditedThisYearFen: fen,
    contributionMonths: count,
    openedIn: month.nullable(),
  }),
  benefits: z.array(benefit).readonly(),
  socialSecurityCard: z.strictObject({
    number: z.string(),
    issuedOn: day,
    bank: z.string(),
    state: z.enum(['ACTIVE', 'NOT_ACTIVATED', 'REPORTED_LOST', 'CANCELLED', 'UNKNOWN']),
  }),
  eligibilityCheck: z.strictObject({
    state: z.enum(['PASSED', 'DUE', 'OVERDUE', 'UNKNOWN']),
    lastCheckedOn: day,
    dueOn: day,
  }),
} as const;
