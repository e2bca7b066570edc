import type { CalendarDate } from '../../../domain/calendarDate.ts';
import type { AvailabilityDecision } from '../../../domain/catalog/decideAvailability.ts';
import type { UnavailableReason } from '../../../domain/catalog/unavailableReason.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';

/** 可办情况 of one pair, in short. */
export interface PairAvailability {
  readonly acceptingDivision: DivisionCode;
  readonly owningDivision: DivisionCode;
  readonly status: AvailabilityDecision['status'];
  /** `null` where it is available. */
  readonly reason: UnavailableReason | null;
  readonly beginsOn: CalendarDate | null;
  readonly endedOn: CalendarDate | null;
  /** Alliances, and batches of national lists, that grant it, or that may; the leading one first. */
  readonly statedBy: readonly string[];
}
