import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { SocialInsuranceFile } from '../../../sandbox/world/SocialInsuranceFile.ts';
import type { World } from '../../../sandbox/world/World.ts';

const fen = z.string().transform((digits) => BigInt(digits));
const filesText = z.array(
  z.object({
    holder: z.object({ number: z.string(), name: z.string() }),
    personalNumber: z.string(),
    enrollments: z.array(
      z.object({
        scheme: z.enum(['110', '120', '170', '210', '310', '390', '410', '510']),
        state: z.enum(['active', 'suspended', 'terminated']),
        employer: z.object({ name: z.string(), number: z.string() }).nullable(),
        enrolledOn: z.string(),
        contributionMonths: z.number(),
      }),
    ),
    contributions: z.array(
      z.object({
        month: z.string(),
        scheme: z.enum(['110', '120', '170', '210', '310', '390', '410', '510']),
        baseFen: fen,
        personalFen: fen,
        employerFen: fen,
      }),
    ),
    pensionAccount: z
      .object({
        balanceFen: fen,
        creditedThisYearFen: fen,
        contributionMonths: z.number(),
        openedIn: z.string(),
      })
      .nullable(),
    benefits: z.array(
      z.object({
        kind: z.enum(['old-age', 'unemployment', 'work-injury', 'survivor', 'maternity']),
        state: z.enum(['in-payment', 'suspended', 'ended']),
        monthlyFen: fen,
        startedIn: z.string(),
        lastPaidIn: z.string().nullable(),
      }),
    ),
    card: z
      .object({
        number: z.string(),
        issuedOn: z.string(),
        bank: z.string(),
        state: z.enum(['active', 'not-activated', 'reported-lost', 'cancelled']),
      })
      .nullable(),
    eligibilityCheck: z
      .object({
        state: z.enum(['passed', 'due', 'overdue']),
        lastCheckedOn: z.string().nullable(),
        dueOn: z.string(),
      })
      .nullable(),
  }),
);

const FILES_URL = new URL('../../golden/make/social-insurance-files.json', import.meta.url);

/** The few social insurance files that the golden bytes were made from, all in one place, last loaded at `dataTime`. */
export function createGoldenWorld(dataTime: number): World {
  const files = filesText.parse(JSON.parse(readFileSync(FILES_URL, 'utf8'))).map(
    (file): SocialInsuranceFile => ({
      ...file,
      holder: {
        ...file.holder,
        kind: 'person',
        demo: null,
        holdings: { 'public-security': [], 'social-insurance': ['430000'], 'housing-fund': [] },
      },
    }),
  );
  return {
    holders: files.map(({ holder }) => holder),
    findPublicSecurityFile: () => null,
    findSocialInsuranceFile: (_jurisdiction, number) =>
      files.find(({ holder }) => holder.number === number) ?? null,
    findHousingFundFile: () => null,
    dataTime: () => dataTime,
  };
}
