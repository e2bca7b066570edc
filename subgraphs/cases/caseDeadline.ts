import { formatInstant } from '../../domain/formatInstant.ts';
import type { CaseRecord } from './CaseRecord.ts';
import { deadlineSignal } from './deadlineSignal.ts';

/** 办结期限 of a case, as portals read it. */
export function caseDeadline(record: CaseRecord, now: number) {
  const { dueOn, isDueProvisional, limitWorkingDays, state } = record;
  const pauses = 'pauses' in state ? state.pauses : [];
  return {
    dueOn,
    provisional: isDueProvisional,
    workingDays: limitWorkingDays,
    signal: deadlineSignal(record, now),
    pauses: pauses.map(({ from, to }) => ({
      from: formatInstant(from),
      to: to === null ? null : formatInstant(to),
    })),
  };
}
