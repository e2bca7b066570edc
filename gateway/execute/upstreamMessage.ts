import { ERROR_KINDS, isErrorCode } from '../../domain/errorCode.ts';
import type { CallOrigin } from '../CallOrigin.ts';
import { cleanMessage } from './cleanMessage.ts';

/**
 * An upstream's message as the client may read it: without addresses and, for a reader of Chinese, with what its code
 * means before it. Subgraphs do not know the reader's language.
 */
export function upstreamMessage(
  { message, extensions }: { readonly message: unknown; readonly extensions?: unknown },
  { language }: Pick<CallOrigin, 'language'>,
): string {
  const clean = cleanMessage(message);
  const code: unknown =
    typeof extensions === 'object' && extensions !== null && 'code' in extensions
      ? extensions.code
      : undefined;
  if (language === 'en' || !isErrorCode(code)) return clean;
  const { zh, en } = ERROR_KINDS[code];
  if (clean.startsWith(zh)) return clean;
  return clean === en ? zh : `${zh}: ${clean}`;
}
