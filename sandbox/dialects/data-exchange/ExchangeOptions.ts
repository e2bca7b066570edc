import { z } from 'zod';

/** The `options` of a place that speaks data exchange (docs/dialects/data-exchange.md, section 7). */
export const exchangeOptions = z.strictObject({
  requesterId: z.string().min(1).max(64),
  secret: z.string().min(16).max(128),
  signScheme: z.enum(['hmac-sha256', 'md5-concat', 'sha256-sandwich']),
  wrapper: z.enum(['plain', 'json-string']),
  batchLimit: z.int().min(1).max(50),
  handling: z.literal('offered').exactOptional(),
  /** Whether a key that comes again is done again. */
  legacyHandling: z.boolean().default(true),
});
export type ExchangeOptions = z.infer<typeof exchangeOptions>;
