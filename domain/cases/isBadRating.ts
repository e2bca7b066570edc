import type { ClosedCase } from './CaseState.ts';

/** 差评: 2 (不满意) or 1 (非常不满意), which an office must answer (国办发〔2019〕51号). */
export const isBadRating = (rating: ClosedCase['rating']): boolean => rating !== null && rating.grade <= 2;
