import type { CalendarDate } from '../../../domain/calendarDate.ts';
import type { AvailabilityDecision } from '../../../domain/catalog/decideAvailability.ts';
import type { AvailabilityAlternative } from '../../../domain/catalog/findAlternatives.ts';
import type { StatedMode } from '../../../domain/catalog/StatedMode.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { Deadline } from '../calendar/Deadline.ts';
import type { Channel } from '../citations/Channel.ts';
import type { ServiceItem } from '../items/ServiceItem.ts';
import type { CoverageGrant } from './CoverageGrant.ts';

/** 可办情况: the whole answer for one item and pair. */
export interface Availability {
  readonly item: ServiceItem | null;
  readonly acceptingDivision: DivisionCode;
  readonly owningDivision: DivisionCode;
  readonly on: CalendarDate;
  readonly decision: AvailabilityDecision;
  /** The leading one first; empty where it is not available. */
  readonly grants: readonly CoverageGrant[];
  readonly possible: readonly CoverageGrant[];
  /** Of places inside those asked for. */
  readonly inside: readonly CoverageGrant[];
  readonly modes: readonly StatedMode[] | null;
  readonly channels: readonly Channel[];
  readonly deadline: Deadline | null;
  readonly instead: readonly AvailabilityAlternative[];
}
