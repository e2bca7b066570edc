import type { Inbox } from '../../inbound/Inbox.ts';
import { BadRecord } from './BadRecord.ts';
import { RefusedPackage } from './RefusedPackage.ts';
import { readStepFrames } from './readStepFrames.ts';
import type { ReadStep, StepFeedback } from './StepFeedback.ts';
import type { Head } from './wire.ts';

/** A feedback of handling, as it came. */
export interface StepPackage {
  readonly head: Head;
  readonly records: readonly unknown[];
  readonly body: Buffer;
}

/** What came of one RECORD. */
export interface StepOutcome extends ReadStep {
  /** Whether we know the step that it is about. */
  readonly isKnown: boolean;
}

/** What came of a package; all of it is stored. */
export interface TakenSteps {
  readonly outcomes: readonly StepOutcome[];
  /** Whether it came for the first time. */
  readonly isNew: boolean;
}

interface Taking {
  readonly feedback: StepFeedback;
  readonly inbox: Inbox;
}

/**
 * Takes a feedback of handling. The package itself is kept, also where we know none of its steps; what it says of steps
 * is stored each time it comes, for the last time we may not have come so far.
 *
 * @throws {RefusedPackage} -3 or -9.
 * @throws {TongbanError} when it could not be stored: do not acknowledge.
 */
export async function takeStepPackage(
  { head, records, body }: StepPackage,
  { feedback, inbox }: Taking,
): Promise<TakenSteps> {
  const frames = head.FHM === null ? readStepFrames(records) : null;
  if (frames === null) {
    const what = 'a data part that cannot be worked on';
    throw new RefusedPackage('-3', what, { repeated: head, isKept: true });
  }
  const steps: ReadStep[] = [];
  for (const frame of frames) steps.push(await feedback.read(frame, head));
  const stored = await inbox.take({
    id: head.BWBH,
    kind: 'step feedback',
    sentAt: head.FSSJ,
    tie: BigInt(head.FSSJ),
    body,
    answers: null,
    records: [],
    faults: steps.flatMap(toFault),
  });
  if (stored === 'CONFLICT') {
    const what = 'a message number that was used for other content';
    throw new RefusedPackage('-9', what, { repeated: head, isKept: true });
  }
  const outcomes: StepOutcome[] = [];
  for (const step of steps) outcomes.push({ ...step, isKnown: await feedback.take(step, head) });
  return { outcomes, isNew: stored === 'TAKEN' };
}

function toFault({ no, said }: ReadStep) {
  return said instanceof BadRecord ? [{ part: `RECORD ${no}`, reason: `${said.code}: ${said.message}` }] : [];
}
