import type { DivisionCode } from '../../domain/divisionCode.ts';
import type { Holder } from './Holder.ts';

/** A record somewhere, as far as people knows it: the source object of the three record types. */
export interface LocatedRecord {
  readonly holder: Holder;
  readonly jurisdiction: DivisionCode;
  /** Epoch ms. */
  readonly locatedAt: number;
}
