import { randomBytes } from 'node:crypto';

/** An id that nobody else has. */
export const randomHex = (bytes: number): string => randomBytes(bytes).toString('hex');
