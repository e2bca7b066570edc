/** Where a step stands at its place. RECEIVED: nothing has left; SENT: it may have left, and nobody has heard anything. */
export const STEP_STATES = ['RECEIVED', 'SENT', 'PENDING', 'DONE', 'REFUSED', 'FAILED', 'UNKNOWN'] as const;
export type StepState = (typeof STEP_STATES)[number];
