import type { ErrorCode } from '../../domain/errorCode.ts';

const SILENCES: ReadonlySet<string> = new Set<ErrorCode>([
  'JURISDICTION_BUSY',
  'JURISDICTION_UNAVAILABLE',
  'JURISDICTION_TIMEOUT',
]);

/** Whether a code says that the system behind an endpoint gave no answer, so that nothing about it is known. */
export function isSilence(code: string): boolean {
  return SILENCES.has(code);
}
