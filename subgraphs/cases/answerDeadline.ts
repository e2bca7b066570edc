import type { AnswerLimit } from './AnswerLimit.ts';
import { daySignal } from './daySignal.ts';

/** 答复时限, as portals read it. */
export const answerDeadline = (
  { limitWorkingDays, dueOn, isDueProvisional, answeredAt }: AnswerLimit,
  now: number,
) => ({
  workingDays: limitWorkingDays,
  dueOn,
  provisional: isDueProvisional,
  signal: dueOn === null || answeredAt !== null ? null : daySignal(dueOn, now),
});
