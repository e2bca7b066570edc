import { z } from 'zod';

/**
 * What differs between places of this dialect; unknown options are refused, because a misspelled one would silently
 * leave its default in force.
 *
 * @see docs/dialects/national-cipher.md, 9
 */
export const nationalCipherOptions = z.strictObject({
  /** 应用编码. */
  appCode: z.string().min(1).max(64),
  /** Ends the sign string and, where no envelope is used, makes the key. */
  appSecret: z.string().min(1),
  /** Ours, SM2. */
  appPrivateKey: z.string().regex(/^[\da-f]{64}$/i),
  /** The platform's, SM2: 04, x, y. */
  platformPublicKey: z.string().regex(/^04[\da-f]{128}$/i),
  sm2UserId: z.string().min(1).default('1234567812345678'),
  /** An ASN.1 sequence, or r‖s. */
  signFormat: z.enum(['DER', 'RS']).default('DER'),
  /** One SM4 key for all messages, or a fresh one in each, enciphered for its receiver (数字信封). */
  keyMode: z.enum(['shared', 'envelope']).default('shared'),
  cipherLayout: z.enum(['C1C3C2', 'C1C2C3']).default('C1C3C2'),
  sm4Mode: z.enum(['ECB', 'CBC']).default('ECB'),
  /** Number of the first page. */
  firstPage: z.union([z.literal(0), z.literal(1)]).default(0),
  /** Outer code of a success, where the services do not differ. */
  outerSuccess: z.enum(['by-service', '200', '0']).default('by-service'),
  /** Whether the system also does steps of cases. */
  handling: z.literal('offered').optional(),
});
export type NationalCipherOptions = z.output<typeof nationalCipherOptions>;
