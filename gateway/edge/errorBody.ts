import { ERROR_KINDS } from '../../domain/errorCode.ts';
import type { TongbanError } from '../../domain/TongbanError.ts';
import type { RequestLanguage } from './requestLanguage.ts';

/** The JSON text of an answer that is one error and no data. */
export function errorBody(error: TongbanError, traceId: string, language: RequestLanguage = 'en'): string {
  const message = language === 'en' ? error.message : `${ERROR_KINDS[error.code].zh}: ${error.message}`;
  return JSON.stringify({ errors: [{ message, extensions: { ...error.toExtensions(), traceId } }] });
}
