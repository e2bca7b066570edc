import type { DivisionCode } from '../../domain/divisionCode.ts';

/** What one place signs for when it tells cases of a step: with the key of it, nobody speaks for another place. */
export const stepResultsAudience = (subgraph: string, jurisdiction: DivisionCode): string =>
  `cases/step-results/${subgraph}/${jurisdiction}`;
