/** 办理地: which of the places of a case performs a step: 受理地, 业务属地, or a third one. */
export const STEP_ROLES = ['ACCEPTING', 'OWNING', 'THIRD'] as const;
export type StepRole = (typeof STEP_ROLES)[number];
