import { ERROR_KINDS, type ErrorCode } from '../../domain/errorCode.ts';
import type { TongbanError } from '../../domain/TongbanError.ts';
import type { RequestLanguage } from './requestLanguage.ts';

/** Clients of persisted queries know these by their message alone. */
const WORDS_OF_A_PROTOCOL: ReadonlySet<ErrorCode> = new Set([
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** A refusal's message for its reader: what the code means in Chinese goes before it. */
export function messageFor({ code, message }: TongbanError, language: RequestLanguage): string {
  if (language === 'en' || WORDS_OF_A_PROTOCOL.has(code)) return message;
  return `${ERROR_KINDS[code].zh}: ${message}`;
}
