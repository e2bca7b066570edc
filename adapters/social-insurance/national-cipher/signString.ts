import { canonicalJson } from './canonicalJson.ts';

/** What a signature covers. */
interface SignedMessage {
  /** Top-level fields; `data` and `signData` do not count. */
  readonly head: Readonly<Record<string, unknown>>;
  /** The business object, as `canonicalJson` writes it. */
  readonly business: string;
  readonly appSecret: string;
}

/**
 * The text that `signData` signs: `name=value` in order of names, joined by `&`, the secret last.
 *
 * @see docs/dialects/national-cipher.md, 3
 */
export function signString({ head, business, appSecret }: SignedMessage): string {
  const { signData: _signature, data: _sealed, ...signed } = head;
  const fields = Object.entries(signed)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => [name, typeof value === 'string' ? value : canonicalJson(value)] as const);
  return [...fields, ['data', business] as const]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .concat([['key', appSecret]])
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}
