import { ERROR_KINDS } from '../../domain/errorCode.ts';
import type { TongbanError } from '../../domain/TongbanError.ts';
import type { CallOrigin } from '../CallOrigin.ts';

/** The wire form of an error that this gateway found itself; the message follows the caller's language. */
export function describeError(
  error: TongbanError,
  service: string,
  context: CallOrigin,
): { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> } {
  const message = context.language === 'zh-CN' ? ERROR_KINDS[error.code].zh : error.message;
  return { message, extensions: { ...error.toExtensions(), service, traceId: context.requestId } };
}
