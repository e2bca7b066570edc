/**
 * 办件状态: where a case stands. The clock of its time limit runs from ACCEPTED on and stands still in
 * SUPPLEMENT_REQUIRED (补正) and SPECIAL_PROCEDURE (特别程序).
 */
export const CASE_STATUSES = [
  /** Waits for others who take part to consent; no place knows of it yet. */
  'AWAITING_CONSENT',
  'SUBMITTED',
  'ACCEPTED',
  'DECLINED',
  'IN_PROGRESS',
  'SUPPLEMENT_REQUIRED',
  'SPECIAL_PROCEDURE',
  /** Waits for the answer of a place's system. */
  'COLLABORATING',
  /** Waits for a person of ours: what happened cannot be told, or nothing may be undone by a machine any more. */
  'PARKED',
  'CLOSED',
] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];
