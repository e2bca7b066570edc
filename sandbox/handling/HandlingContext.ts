import type { HandlingManner } from './HandlingManner.ts';
import type { HandlingSite } from './HandlingSite.ts';

/** What a decision is made from, beside the order. */
export interface HandlingContext {
  readonly site: HandlingSite;
  readonly manner: HandlingManner;
}
