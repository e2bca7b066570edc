import { z } from 'zod';

/** The `options` of a place that speaks exchange-table (docs/dialects/exchange-table.md, section 9). */
export const exchangeTableOptions = z.strictObject({
  schema: z.string().regex(/^[a-z][a-z0-9_]{0,62}$/),
  contentFormat: z.enum(['json', 'xml']),
  platformCode: z.string().regex(/^\d{6,12}$/),
  takenMinutes: z.number().positive().default(10),
  pollSeconds: z.number().positive().default(5),
  handling: z.literal('offered').exactOptional(),
});
export type ExchangeTableOptions = z.infer<typeof exchangeTableOptions>;
