import { createHash } from 'node:crypto';
import type { GbkXmlOptions } from './options.ts';

const ALGORITHMS = {
  MD5: 'md5',
  SHA256: 'sha256',
} as const satisfies Record<GbkXmlOptions['digest'], string>;

/**
 * 摘要 of an envelope: upper-case hex over its parts as they follow one another, the body as transmitted.
 *
 * MD5 is what the sites ask for; nothing here trusts it against more than damage on the way.
 *
 * @see docs/dialects/gbk-xml.md, 4
 */
export function digest(
  algorithm: GbkXmlOptions['digest'],
  head: readonly string[],
  body: Uint8Array,
): string {
  return createHash(ALGORITHMS[algorithm]).update(head.join('')).update(body).digest('hex').toUpperCase();
}
