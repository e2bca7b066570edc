import type { StepToDo } from './stepsToDo.ts';
import type { WakeUp } from './WakeUps.ts';

/** Who is to be woken for steps that are ready. */
export const wakeUpsFor = (steps: readonly Pick<StepToDo, 'subgraph' | 'division'>[]): readonly WakeUp[] =>
  steps.map(({ subgraph, division }) => ({ kind: 'place', subgraph, division }));
