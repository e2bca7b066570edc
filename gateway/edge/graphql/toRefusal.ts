import { TongbanError } from '../../../domain/TongbanError.ts';
import { errorBody } from '../errorBody.ts';
import { HttpRefusal } from '../HttpRefusal.ts';
import type { RequestLanguage } from '../requestLanguage.ts';
import type { Answer } from './Answer.ts';
import type { MediaType } from './MediaType.ts';
import { statusOf } from './statusOf.ts';

/**
 * Writes the answer to a request that was not executed.
 *
 * @throws the error itself, when it is none that anybody foresaw.
 */
export function toRefusal(
  error: unknown,
  request: { readonly requestId: string; readonly language: RequestLanguage },
  mediaType: MediaType,
): Answer {
  const refusal = error instanceof HttpRefusal ? error : undefined;
  const reason = refusal?.error ?? error;
  if (!(reason instanceof TongbanError)) throw error;
  const status = refusal?.status ?? statusOf(reason.code, mediaType);
  return {
    status,
    headers: {
      'content-type': `${mediaType.name}; charset=utf-8`,
      ...(status === 429 || status === 503 ? { 'retry-after': String(reason.retryAfter ?? 1) } : {}),
      ...refusal?.headers,
    },
    body: errorBody(reason, request.requestId, request.language),
    codes: [reason.code],
  };
}
