import { z } from 'zod';
import { hasCredentials } from './hasCredentials.ts';

/**
 * An address to send requests to, as it stands. What `URL` would mend or leave out without a word is a slip, and not what is meant.
 *
 * @param schemes - such as `http`, each also with an `s`.
 */
export function addressSetting(...schemes: readonly ('http' | 'ws')[]) {
  const begin = new RegExp(`^(?:${schemes.join('|')})s?://[^/]`);
  const allowed = schemes.flatMap((scheme) => [scheme, `${scheme}s`]);
  const [last, ...others] = allowed.toReversed();
  const isAddress = (text: string): boolean => begin.test(text) && URL.canParse(text);
  return z
    .string('must be an address')
    .refine(isAddress, {
      error: `must be an ${others.toReversed().join(', ')} or ${last} address`,
      abort: true,
    })
    .refine((text) => !/[\s\\]/.test(text), 'must hold no blanks and no backslashes')
    .refine((text) => !text.includes('#'), 'must hold no fragment (#…)')
    .refine((text) => new URL(text).port !== '0', 'must have a port, 1 to 65535, or none')
    .refine((text) => !hasCredentials(text), 'must hold no name and no password');
}
