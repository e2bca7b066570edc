import type { StepResult } from '../../../domain/cases/StepResult.ts';
import { momentOrNull } from '../../inbound/momentOrNull.ts';
import type { ApplicationRow } from '../../transport/exchange-table/ApplicationRow.ts';
import { secondsUntil } from '../../transport/secondsUntil.ts';

/** 系统内部错误: it may have been done, and the centre's own book keeps it from being done twice. */
const MAYBE_DONE = '909';
/** 系统维护中, 系统繁忙. */
const NOT_NOW: ReadonlySet<string> = new Set(['901', '902']);
/** 不得原样重发. */
const NOT_AS_IT_IS: ReadonlySet<string> = new Set(['201', '202', '203', '204', '205', '206']);
const STATES = { waiting: 0, taken: 1, done: 2, failed: 9 } as const;
const RECOVERS_AT = /,预计恢复时间(\d{14})\s*$/;

/** What a row says of its step. */
export interface RowVerdict {
  readonly result: StepResult;
  /**
   * Whether putting the row again is right: `WHEN_WANTED` only where somebody asks for the step anew, because nothing
   * came of it.
   */
  readonly again: 'NEVER' | 'ALWAYS' | 'WHEN_WANTED';
}

/**
 * What is known of a step by its request row, whose content is ours.
 *
 * @see docs/dialects/exchange-table.md, 10.5 and 10.7
 */
export function judgeStepRow({ clzt, sbyy, isOld, readAt }: ApplicationRow): RowVerdict {
  const pending = { outcome: 'PENDING' } as const;
  switch (clzt) {
    case STATES.waiting:
    case STATES.taken:
      return { result: pending, again: 'NEVER' };
    case STATES.done:
      // An answer that was lost on its way comes once more then.
      return { result: pending, again: isOld ? 'ALWAYS' : 'NEVER' };
    case STATES.failed:
      return judgeReason(sbyy ?? '', readAt);
    default:
      return { result: { outcome: 'UNKNOWN', code: `STATE_${clzt}` }, again: 'NEVER' };
  }
}

function judgeReason(reason: string, readAt: Date): RowVerdict {
  const [, code = 'NO_CODE'] = /^\s*(\d{3})(?:\s|$)/.exec(reason) ?? [];
  if (code === MAYBE_DONE) return { result: { outcome: 'UNKNOWN', code }, again: 'ALWAYS' };
  if (NOT_NOW.has(code)) {
    const [, end = ''] = RECOVERS_AT.exec(reason) ?? [];
    const retryAfterSeconds = secondsUntil(momentOrNull(end), readAt.getTime());
    return { result: { outcome: 'FAILED', code, retryAfterSeconds }, again: 'WHEN_WANTED' };
  }
  if (NOT_AS_IT_IS.has(code)) {
    const result = { outcome: 'FAILED', code, retryAfterSeconds: null, isLasting: true } as const;
    return { result, again: 'WHEN_WANTED' };
  }
  return { result: { outcome: 'UNKNOWN', code }, again: 'NEVER' };
}
