import { canonicalJson } from './canonicalJson.ts';

/**
 * What is signed: sorted non-empty fields as `name=value`, the secret at the end (docs/dialects/national-cipher.md, section 3).
 *
 * @param fields - top-level fields of the message, without `data` and `signData`.
 * @param plain - the business object before encryption.
 * @throws {RangeError} when it is nested too deeply.
 */
export function signString(
  fields: Readonly<Record<string, string | number>>,
  plain: unknown,
  appSecret: string,
): string {
  const texts = { ...fields, data: canonicalJson(plain) };
  const parts = Object.entries(texts)
    .filter(([, value]) => value !== '')
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`);
  return [...parts, `key=${appSecret}`].join('&');
}
