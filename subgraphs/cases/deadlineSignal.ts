import type { CaseRecord } from './CaseRecord.ts';
import { daySignal } from './daySignal.ts';

/** 预警 of a case; `null` for one that is over or has no last day. */
export function deadlineSignal(
  { dueOn, state }: Pick<CaseRecord, 'dueOn' | 'state'>,
  now: number,
): 'GREEN' | 'YELLOW' | 'RED' | null {
  if (dueOn === null || state.phase === 'CLOSED' || state.phase === 'DECLINED') return null;
  return daySignal(dueOn, now);
}
