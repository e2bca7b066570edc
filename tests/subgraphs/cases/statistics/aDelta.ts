import { parseCalendarDate } from '../../../../domain/calendarDate.ts';
import { parseDivisionCode } from '../../../../domain/divisionCode.ts';
import type { StatisticsDelta } from '../../../../subgraphs/cases/statistics/StatisticsDelta.ts';

/** A submission at 常德 about 成都, but for what is given. */
export function aDelta(given: Partial<StatisticsDelta> = {}): StatisticsDelta {
  return {
    kind: 'SUBMITTED',
    day: parseCalendarDate('2026-03-04'),
    item: 'spouse-hukou-migration',
    department: 'publicSecurity',
    accepting: parseDivisionCode('430700'),
    owning: parseDivisionCode('510100'),
    mode: 'PROXY_COLLECTION',
    authority: 'COLLECT',
    channel: 'COUNTER',
    duration: null,
    ...given,
  };
}
