import type { HandlingEntry } from '../../../handling/HandlingEntry.ts';
import type { Bus } from '../Bus.ts';
import type { BusAnswer } from './BusAnswer.ts';

/** What there is to say about an entry now. */
export const answerAbout = ({ order, serial, result }: HandlingEntry, { site }: Bus): BusAnswer => ({
  order,
  serial,
  result,
  isInWork: false,
  isFlawed: false,
  at: site.clock(),
});
