import { addDays } from '../../domain/addDays.ts';
import { beijingDay } from '../../domain/beijingDay.ts';
import type { CaseRecord } from './CaseRecord.ts';

/** 预警: red when the last day is over, yellow on it and on the day before; `null` for a case that is over or has none. */
export function deadlineSignal(
  { dueOn, state }: Pick<CaseRecord, 'dueOn' | 'state'>,
  now: number,
): 'GREEN' | 'YELLOW' | 'RED' | null {
  if (dueOn === null || state.phase === 'CLOSED' || state.phase === 'DECLINED') return null;
  const today = beijingDay(now);
  if (dueOn < today) return 'RED';
  return dueOn <= addDays(today, 1) ? 'YELLOW' : 'GREEN';
}
