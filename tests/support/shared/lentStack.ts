import { z } from 'zod';

/** What a borrower of the shared product gets to know. */
export const lentStack = z.object({
  announcement: z.object({
    gateway: z.string(),
    admin: z.string(),
    sandbox: z.string(),
    tokens: z.object({
      citizen: z.string(),
      allProvinces: z.string(),
      sevenDialects: z.string(),
      clerk: z.string(),
    }),
    sampleHolders: z.array(z.string()).readonly(),
  }),
  folder: z.string(),
  log: z.string(),
  since: z.number(),
  databaseUrl: z.string(),
});

export type LentStack = z.infer<typeof lentStack>;
