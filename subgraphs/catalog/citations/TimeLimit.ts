import type { Citation } from './Citation.ts';

/** 办理时限 */
export interface TimeLimit {
  readonly workingDays: number;
  readonly citation: Citation;
}
