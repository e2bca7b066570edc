/** 办结结果 of a closed case. */
export const CASE_OUTCOMES = ['GRANTED', 'REFUSED', 'WITHDRAWN', 'TERMINATED'] as const;
export type CaseOutcome = (typeof CASE_OUTCOMES)[number];
