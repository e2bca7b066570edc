import type { SystemCall } from '../../../adapters/transport/GuardedSystem.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import type { ErrorCode } from '../../../domain/errorCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';

/** A call that fails at once. */
export function failingCall(code: ErrorCode): SystemCall<never> {
  return () => Promise.reject(new TongbanError(code, 'x', { jurisdiction: parseDivisionCode('43') }));
}
