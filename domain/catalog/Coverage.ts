import type { CalendarDate } from '../calendarDate.ts';
import type { CoverageBasis } from './coverageBasis.ts';
import type { CoverageCertainty } from './coverageCertainty.ts';
import type { CoveredPlace } from './coveredPlace.ts';

/** One directed, dated statement: what may be handed in at `accepting` about records held at `owning`. */
export interface Coverage {
  /** The alliance that states it; for a national list its batch, as `2020-35/2021`. */
  readonly statedBy: string;
  readonly basis: CoverageBasis;
  /** `null`: the source does not list the items; such a row is a possibility and grants nothing. */
  readonly itemCode: string | null;
  /** 业务领域 of the item, or the only one that unlisted items are of; `null`: no source says. */
  readonly category: string | null;
  readonly accepting: CoveredPlace;
  readonly owning: CoveredPlace;
  /** First day. */
  readonly startsOn: CalendarDate;
  /** Last day; `null`: no source says that it ended. */
  readonly endsOn: CalendarDate | null;
  readonly certainty: CoverageCertainty;
  /** Whether a published text confirms item, both places and day. */
  readonly verified: boolean;
}
