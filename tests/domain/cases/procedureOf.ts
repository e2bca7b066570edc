import type { Procedure } from '../../../domain/cases/Procedure.ts';
import type { ProcedureStep } from '../../../domain/cases/ProcedureStep.ts';

const anyStep = {
  nameZh: '环节',
  role: 'OWNING',
  when: null,
  deadlineWorkingDays: null,
  isPivot: false,
} as const;

/** A step of a system, with a compensation unless told otherwise. */
export const systemStep = (
  key: string,
  stage: number,
  rest: Partial<Extract<ProcedureStep, { readonly performer: 'SYSTEM' }>> = {},
): ProcedureStep => ({
  ...anyStep,
  key,
  stage,
  performer: 'SYSTEM',
  department: 'housingFund',
  action: 'hold-withdrawal',
  compensation: 'undo-hold-withdrawal',
  ...rest,
});

/** One that nothing undoes. */
export const pivotStep = (key: string, stage: number): ProcedureStep =>
  systemStep(key, stage, { action: 'pay-withdrawal', compensation: null, isPivot: true });

export const clerkStep = (key: string, stage: number, rest: Partial<ProcedureStep> = {}): ProcedureStep => ({
  ...anyStep,
  ...rest,
  key,
  stage,
  performer: 'CLERK',
});

/** A procedure of these steps whose cases are accepted at once. */
export const procedureOf = (...steps: readonly ProcedureStep[]): Procedure => ({
  id: 'any',
  version: 1,
  nameZh: '流程',
  acceptance: 'AUTOMATIC',
  steps,
});
