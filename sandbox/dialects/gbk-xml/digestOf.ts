import { createHash } from 'node:crypto';
import type { GbkXmlOptions } from './GbkXmlOptions.ts';

/** 摘要: the hex digest, in upper case, of ASCII texts and the bytes of the body. */
export function digestOf(
  algorithm: GbkXmlOptions['digest'],
  texts: readonly string[],
  body: Uint8Array,
): string {
  return createHash(algorithm.toLowerCase()).update(texts.join('')).update(body).digest('hex').toUpperCase();
}
