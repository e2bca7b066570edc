import type { DivisionCode } from '../../domain/divisionCode.ts';

/** One place of one department, as the rows of the store name it. */
export interface PlaceKey {
  /** `housing-fund` and the like. */
  readonly subgraph: string;
  readonly jurisdiction: DivisionCode;
}
