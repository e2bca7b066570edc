import type { CalendarDate } from '../../../domain/calendarDate.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';

/** Who is in an alliance on which days, and who acts for whom. */
export interface AllianceMembership {
  /** `null`: no source says. */
  readonly startsOn: CalendarDate | null;
  readonly endsOn: CalendarDate | null;
  /** `null`: no source lists any. */
  readonly members: ReadonlyArray<{
    readonly division: DivisionCode;
    readonly from: CalendarDate | null;
    readonly through: CalendarDate | null;
  }> | null;
  /** One of each pair is the hub; `null`: every member for every other. */
  readonly hub: DivisionCode | null;
  /** Only these directions; `null`: whatever the members say. `owning` `null`: anywhere. */
  readonly directions: readonly PlacePair[] | null;
}

/** Cases that were handed in at one of some places about one of others. */
export interface PlacePair {
  readonly accepting: readonly DivisionCode[];
  /** `null`: anywhere. */
  readonly owning: readonly DivisionCode[] | null;
}
