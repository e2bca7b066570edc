import type { SettledCase } from '../../../domain/cases/settleCase.ts';

/** Steps that were taken back or cancelled: nobody is to be asked about them any more. */
export function undoneSteps({ state, events }: SettledCase): readonly string[] {
  if (state.phase !== 'OPEN' && state.phase !== 'CLOSED') return [];
  return [
    ...Object.entries(state.steps).flatMap(([step, { status }]) => (status === 'UNDONE' ? [step] : [])),
    ...events.flatMap((event) => (event.type === 'STEP_CANCELLED' ? [event.step] : [])),
  ];
}
