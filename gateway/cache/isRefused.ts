import { ERROR_KINDS, isErrorCode } from '../../domain/errorCode.ts';
import type { EntityError } from '../execute/EntityFetcher.ts';

/** Whether a place has decided that there is nothing to be had: what it gave before must not be given any more, stale neither. */
export function isRefused({ extensions: { code } }: EntityError): boolean {
  return isErrorCode(code) && (code === 'FORBIDDEN' || ERROR_KINDS[code].origin === 'BUSINESS');
}
