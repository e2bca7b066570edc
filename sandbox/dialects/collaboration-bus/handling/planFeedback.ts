import type { AnswerTwist } from '../../../AnswerTwist.ts';
import type { HandlingEntry } from '../../../handling/HandlingEntry.ts';
import type { SwitchesOn } from '../../../handling/SwitchBoard.ts';
import type { Push } from '../../../pushes/Push.ts';
import type { Bus } from '../Bus.ts';
import { newCollaborationNumber } from '../newCollaborationNumber.ts';
import { answerAbout } from './answerAbout.ts';
import type { BusAnswer } from './BusAnswer.ts';
import { createAnswerPush, type PlannedFeedback } from './createAnswerPush.ts';
import { createStrangeAnswer } from './createStrangeAnswer.ts';

/** An order that the bus has to answer. */
export interface OwedFeedback {
  /** Two digits. */
  readonly business: string;
  readonly entry: HandlingEntry;
  /** What the order took back. */
  readonly undone: HandlingEntry | null;
  /** Counts the orders of the bus from 1. */
  readonly nth: number;
}

type Packages = readonly (readonly BusAnswer[])[];

/**
 * What the bus sends for one order. A healthy bus is unruly in turn, as with its reads: which of its habits shows depends
 * on the number of the order; with the fault of unruly pushes, all of them show every time. A switch of the admin port
 * stands in the place of all habits.
 */
export function planFeedback(
  owed: OwedFeedback,
  bus: Bus,
  twist: AnswerTwist,
  { feedback: switched }: Pick<SwitchesOn, 'feedback'>,
): readonly Push[] {
  const { entry, undone, nth } = owed;
  const isTurn = (period: number): boolean =>
    switched === undefined && (twist.kind === 'unruly-pushes' || nth % period === 0);
  const about = (one: HandlingEntry): BusAnswer => answerAbout(one, bus);
  const own = about(entry);
  const isFinal = entry.result.status !== 'pending';
  const answers = undone === null ? [own] : [own, about(undone)];
  const timing = {
    isEarly: switched === undefined ? isTurn(3) : switched.timing === 'early',
    copies: switched?.copies ?? (isTurn(4) ? 2 : 1),
    delayMs: switched?.delayMs ?? 0,
  };
  const send = (content: readonly BusAnswer[], change: Partial<PlannedFeedback> = {}): Push => {
    const { collaborationNumber } = entry.order;
    const planned = { ...timing, business: owed.business, collaborationNumber, answers: content };
    return createAnswerPush({ ...planned, ...change }, bus);
  };

  // What is in work is told of now and then, or not at all.
  const told: Packages = isFinal || isTurn(2) || switched !== undefined ? packagesOf(answers, isTurn(2)) : [];
  const repeats = switched?.repeats ?? (isTurn(5) && isFinal ? 1 : 0);
  const hasRoom = bus.options.recordLimit > answers.length;
  const strange = createStrangeAnswer(entry, bus);
  return [
    ...(isTurn(10) ? [send([strange], { collaborationNumber: newCollaborationNumber(bus) })] : []),
    ...(isTurn(6) && isFinal ? [send([{ ...own, isFlawed: true }])] : []),
    ...told.map((content) => send(isTurn(8) && hasRoom ? [...content, strange] : content)),
    ...Array.from({ length: repeats }, () => send(answers.toReversed())),
    ...(isTurn(7) && isFinal ? [send([{ ...own, isInWork: true }])] : []),
  ];
}

/** Both in one package, or each in its own, the one that was taken back first. */
function packagesOf(answers: readonly BusAnswer[], isApart: boolean): Packages {
  return isApart ? answers.toReversed().map((answer) => [answer]) : [answers];
}
