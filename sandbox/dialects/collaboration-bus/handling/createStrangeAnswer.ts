import type { HandlingEntry } from '../../../handling/HandlingEntry.ts';
import type { Bus } from '../Bus.ts';
import { answerAbout } from './answerAbout.ts';
import type { BusAnswer } from './BusAnswer.ts';

/** The answer to something that nobody here has applied for, like one that somebody did. */
export function createStrangeAnswer(entry: HandlingEntry, bus: Bus): BusAnswer {
  const businessKey = `XT${bus.site.randomBytes(8).toString('hex').toUpperCase()}`;
  const answer = answerAbout(entry, bus);
  return { ...answer, order: { ...answer.order, businessKey } };
}
