import { ERROR_KINDS } from '../../../domain/errorCode.ts';

/**
 * Why a step was not done:
 * - `LASTING`: as it is it never will be;
 * - `NOT_LET_IN`: the server of the place does not take it from us, mostly for as long as an operator needs;
 * - `AWAY`: the place, or the way to it, is;
 * - `SYSTEM`: a code of the place's system, about this step alone.
 */
export type FailureKind = 'LASTING' | 'NOT_LET_IN' | 'AWAY' | 'SYSTEM';

/** Refusals of a place's server that no repetition mends. */
const LASTING: ReadonlySet<string> = new Set(['BAD_REQUEST', 'BAD_USER_INPUT', 'CONFLICT', 'NOT_FOUND']);
const NOT_LET_IN: ReadonlySet<string> = new Set(['FORBIDDEN', 'NOT_OFFERED']);
/** Of a server that answered no code of ours. */
const STATUS = /^HTTP_\d{3}$/;

/** What a code of `FAILED` is about. */
export function failureKind(code: string): FailureKind {
  if (LASTING.has(code)) return 'LASTING';
  if (NOT_LET_IN.has(code)) return 'NOT_LET_IN';
  return Object.hasOwn(ERROR_KINDS, code) || STATUS.test(code) ? 'AWAY' : 'SYSTEM';
}
