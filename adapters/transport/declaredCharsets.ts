import { type Charset, parseCharset } from './charset.ts';

/**
 * The charsets that an answer claims for itself: in `content-type`, then in its XML declaration.
 *
 * @returns zero to two charsets, without repetition; claims of a charset that nobody here uses are left out.
 */
export function declaredCharsets(bytes: Uint8Array, contentType: string | undefined): readonly Charset[] {
  // A declaration is ASCII and stands at the very beginning, after a byte order mark at most.
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const names = [
    /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType ?? '')?.[1],
    /<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1],
  ];
  const charsets = names.flatMap((name) => (name === undefined ? [] : (parseCharset(name) ?? [])));
  return [...new Set(charsets)];
}
