import { z } from 'zod';
import { secretKey } from '../serving/secretKey.ts';

const version = z.int().min(1).max(1_000_000);

/**
 * The keys that one jurisdiction opens identities with: the current version and the previous ones that are still about,
 * either each as it is or derived from the development master. Keys are base64.
 */
export const identityKeysConfig = z.union([
  z.strictObject({ keys: z.array(z.strictObject({ version, key: secretKey(64, 64) })).min(1) }),
  z.strictObject({ master: secretKey(32), versions: z.array(version).min(1).default([1]) }),
]);

export type IdentityKeysConfig = z.infer<typeof identityKeysConfig>;
