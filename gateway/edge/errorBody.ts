import type { TongbanError } from '../../domain/TongbanError.ts';
import { messageFor } from './messageFor.ts';
import type { RequestLanguage } from './requestLanguage.ts';

/** The JSON text of an answer that is one error and no data. */
export function errorBody(error: TongbanError, traceId: string, language: RequestLanguage = 'en'): string {
  const message = messageFor(error, language);
  return JSON.stringify({ errors: [{ message, extensions: { ...error.toExtensions(), traceId } }] });
}
