import type { Department } from '../department.ts';
import type { StepAction } from './stepAction.ts';
import type { StepRole } from './stepRole.ts';

/** That an earlier step said a certain thing; a step whose condition does not hold is left out. */
export interface StepCondition {
  /** Key of a step of an earlier stage. */
  readonly step: string;
  /** Name of one of its outputs. */
  readonly output: string;
  readonly equals: string;
}

interface AnyStep {
  /** Distinct within the procedure: `issue-permit`. */
  readonly key: string;
  readonly nameZh: string;
  readonly role: StepRole;
  /** Steps of one stage run side by side (并联); a stage begins when the one before is over. From 1. */
  readonly stage: number;
  readonly when: StepCondition | null;
  /** 办理时限 of the step alone; `null` where no source says. */
  readonly deadlineWorkingDays: number | null;
  /** Once it is done nothing is undone by a machine: money moved, a registration was cancelled. */
  readonly isPivot: boolean;
}

/** A step that the system of a place performs. */
export interface SystemStep extends AnyStep {
  readonly performer: 'SYSTEM';
  readonly department: Department;
  /** What the system is asked for. */
  readonly action: StepAction;
  /** The action that undoes it; `null` where there is nothing to undo. */
  readonly compensation: StepAction | null;
}

/** A step that waits for a clerk of the place (窗口, 审核), who grants or refuses. */
export interface ClerkStep extends AnyStep {
  readonly performer: 'CLERK';
}

export type ProcedureStep = SystemStep | ClerkStep;
