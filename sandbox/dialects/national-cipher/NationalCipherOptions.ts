import { z } from 'zod';

/** The `options` of a place behind a national-cipher gateway (docs/dialects/national-cipher.md, section 9). */
export const nationalCipherOptions = z.strictObject({
  appCode: z.string().min(1).max(64),
  appSecret: z.string().min(8),
  appPrivateKey: z.string().regex(/^[0-9a-f]{64}$/i),
  platformPublicKey: z.string().regex(/^04[0-9a-f]{128}$/i),
  sm2UserId: z.string().min(1).default('1234567812345678'),
  signFormat: z.enum(['DER', 'RS']).default('DER'),
  keyMode: z.enum(['shared', 'envelope']).default('shared'),
  cipherLayout: z.enum(['C1C3C2', 'C1C2C3']).default('C1C3C2'),
  sm4Mode: z.enum(['ECB', 'CBC']).default('ECB'),
  firstPage: z.union([z.literal(0), z.literal(1)]).default(0),
  outerSuccess: z.enum(['by-service', '200', '0']).default('by-service'),
  handling: z.literal('offered').exactOptional(),
});
export type NationalCipherOptions = z.infer<typeof nationalCipherOptions>;
