import type { StepResult } from '../../domain/cases/StepResult.ts';
import { TongbanError } from '../../domain/TongbanError.ts';

/** Longer ones, and stranger ones, are no codes. */
const CODE = /^-?[0-9A-Za-z]{1,16}$/;

/** Codes of a system after which it is certain that nothing was done. */
export interface NotDoneCodes {
  /** The same request may be done another time. */
  readonly forNow: ReadonlySet<string>;
  /** 不得原样重发: nothing comes of the same request, however often. */
  readonly lasting: ReadonlySet<string>;
}

/**
 * What the code of an answer says of the step that was asked for.
 *
 * @param notDone - after any other code nobody can tell.
 * @throws the error itself where no code of the system stands behind it.
 */
export function resultOfRefusal(error: unknown, notDone: NotDoneCodes): StepResult {
  if (!(error instanceof TongbanError) || error.upstreamCode === undefined) throw error;
  const { upstreamCode: code, retryAfter } = error;
  if (notDone.lasting.has(code)) return { outcome: 'FAILED', code, retryAfterSeconds: null, isLasting: true };
  if (notDone.forNow.has(code)) return { outcome: 'FAILED', code, retryAfterSeconds: retryAfter ?? null };
  // `HTTP 503` is the status of an answer that bore no code.
  if (!CODE.test(code)) throw error;
  return { outcome: 'UNKNOWN', code };
}
