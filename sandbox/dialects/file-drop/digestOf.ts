import { createHash } from 'node:crypto';
import { sm3 } from '../../ciphers/sm3.ts';
import type { FileDropOptions } from './FileDropOptions.ts';

/** Lower-case hex of the digest of these bytes. */
export const digestOf = (bytes: Buffer, algorithm: FileDropOptions['digest']): string =>
  algorithm === 'MD5' ? createHash('md5').update(bytes).digest('hex') : sm3(bytes).toString('hex');
