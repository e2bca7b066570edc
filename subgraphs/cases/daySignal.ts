import { addDays } from '../../domain/addDays.ts';
import { beijingDay } from '../../domain/beijingDay.ts';

/** 预警: red when a last day is over, yellow on it and on the day before. */
export function daySignal(lastDay: string, now: number): 'GREEN' | 'YELLOW' | 'RED' {
  const today = beijingDay(now);
  if (lastDay < today) return 'RED';
  return lastDay <= addDays(today, 1) ? 'YELLOW' : 'GREEN';
}
