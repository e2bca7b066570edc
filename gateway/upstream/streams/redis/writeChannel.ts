import type { CallContextCaller } from '../../../../domain/callContext.ts';
import { TongbanError } from '../../../../domain/TongbanError.ts';

/** What a channel may be named by. */
export interface ChannelValues {
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly caller: CallContextCaller | null;
}

const PLAIN = /^[\w.-]{1,128}$/;

/**
 * The name of one channel. Values are data: none holds what stands between parts, so that nobody can name a channel of
 * another pattern, or of another caller.
 *
 * @param pattern - parts with ":" between them: a text, `{args.name}`, `{caller}`.
 * @throws {TongbanError} BAD_USER_INPUT for an argument that is not plain, UNAUTHENTICATED where a caller is needed.
 */
export function writeChannel(pattern: string, values: ChannelValues): string {
  return pattern
    .split(':')
    .map((part) => {
      if (part === '{caller}') return nameOf(values.caller);
      const argument = /^\{args\.(\w+)\}$/.exec(part)?.[1];
      return argument === undefined ? part : plain(argument, values.arguments);
    })
    .join(':');
}

/** A subject is unique only at its issuer. */
function nameOf(caller: CallContextCaller | null): string {
  if (caller === null) throw new TongbanError('UNAUTHENTICATED', 'Sign in to be told of this');
  return `${encode(caller.issuer)}/${encode(caller.subject)}`;
}

function plain(name: string, given: Readonly<Record<string, unknown>>): string {
  const value = Object.hasOwn(given, name) ? given[name] : undefined;
  const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  if (isScalar && PLAIN.test(String(value))) return String(value);
  throw new TongbanError(
    'BAD_USER_INPUT',
    `The argument "${name}" must be 1 to 128 of A-Z, a-z, 0-9, "_", "." and "-" to be listened to`,
  );
}

/** Unreserved characters stay (RFC 3986 section 2.3). */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
