import { z } from 'zod';

/**
 * Reads a secret of a configuration file: base64 (RFC 4648 section 4, padding may be missing).
 *
 * A bad value is never quoted: who reads the error need not be allowed to read the key.
 *
 * @param minimumBytes - shorter secrets are refused.
 * @param maximumBytes - longer ones too; equal to `minimumBytes` for a key of fixed length.
 */
export function secretKey(minimumBytes: number, maximumBytes = 1_024): z.ZodType<Uint8Array, string> {
  const length = minimumBytes === maximumBytes ? `${minimumBytes}` : `at least ${minimumBytes}`;
  return z
    .string(`must be ${length} bytes in base64`)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'must be base64')
    .transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
    .refine(
      ({ byteLength }) => byteLength >= minimumBytes && byteLength <= maximumBytes,
      `must be ${length} bytes in base64`,
    );
}
