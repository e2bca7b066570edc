import type { ProcedureStep } from './ProcedureStep.ts';

/** 办理流程: the ordered steps by which an item is handled. A published version never changes. */
export interface Procedure {
  /** Our own stable id. */
  readonly id: string;
  /** 1 for the first, one more for each. */
  readonly version: number;
  readonly nameZh: string;
  /**
   * 受理方式: whether a clerk of the accepting place accepts (`CLERK`), or a valid application is accepted at once
   * (`AUTOMATIC`). The time limit runs from there.
   */
  readonly acceptance: 'AUTOMATIC' | 'CLERK';
  /** At least one, keys distinct, in order of stage. */
  readonly steps: readonly ProcedureStep[];
}
