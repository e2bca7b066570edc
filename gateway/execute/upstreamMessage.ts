import { ERROR_KINDS, isErrorCode } from '../../domain/errorCode.ts';
import type { CallOrigin } from '../CallOrigin.ts';
import { cleanMessage } from './cleanMessage.ts';

/**
 * An upstream's message as the client may read it: without addresses and, for a reader of Chinese, with what its code
 * means before it. Subgraphs do not know the reader's language.
 *
 * Only who chose one of our codes meant its message for clients. Any other is that of whatever was thrown, and may name hosts,
 * files or people: the server's own log has it, by the request's id.
 */
export function upstreamMessage(
  { message, extensions }: { readonly message: unknown; readonly extensions?: unknown },
  { language }: Pick<CallOrigin, 'language'>,
): string {
  const given: unknown =
    typeof extensions === 'object' && extensions !== null && 'code' in extensions
      ? extensions.code
      : undefined;
  const code = isErrorCode(given) ? given : 'INTERNAL_SERVER_ERROR';
  const { zh, en } = ERROR_KINDS[code];
  if (code === 'INTERNAL_SERVER_ERROR') return language === 'en' ? en : zh;
  const clean = cleanMessage(message);
  if (language === 'en' || clean.startsWith(zh)) return clean;
  return clean === en ? zh : `${zh}: ${clean}`;
}
