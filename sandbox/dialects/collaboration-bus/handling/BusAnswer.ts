import type { HandlingEntry } from '../../../handling/HandlingEntry.ts';

/** What the bus says about an entry: as the entry stood when the bus made up its mind to say it. */
export interface BusAnswer extends Pick<HandlingEntry, 'order' | 'serial' | 'result'> {
  /** Says that it is in work, whatever has become of it. */
  readonly isInWork: boolean;
  /** Has a day that no calendar has. */
  readonly isFlawed: boolean;
  /** Epoch ms of what is said about an entry in work. */
  readonly at: number;
}
