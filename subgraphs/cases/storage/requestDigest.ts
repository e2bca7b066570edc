import { createHash } from 'node:crypto';
import type { IdempotentRequest } from '../NewCase.ts';

/** What is kept of a request: of two people, or under two keys, the same content has nothing in common. */
export const requestDigest = ({ scope, key, digest }: IdempotentRequest): Buffer =>
  createHash('sha256').update(scope).update(digest).update(key).digest();
