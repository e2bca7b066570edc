import { createHash, type Hash } from 'node:crypto';

/** How the batches of a centre are digested. */
export type BatchDigest = 'MD5' | 'SM3';

/** A digest that has seen nothing yet; its hex is that of the batch's digest file, in lower case. */
export function createBatchDigest(kind: BatchDigest): Hash {
  return createHash(kind === 'MD5' ? 'md5' : 'sm3');
}
