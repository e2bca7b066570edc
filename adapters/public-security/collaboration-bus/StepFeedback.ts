import type { StepResult } from '../../../domain/cases/StepResult.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { isAhead } from '../../inbound/isAhead.ts';
import type { StepAnswers } from '../../steps/StepAnswers.ts';
import type { BookedKey, KeyKnowledge, StepBook } from '../../steps/StepBook.ts';
import { BadRecord } from './BadRecord.ts';
import type { BusBusiness } from './businesses.ts';
import { type AnsweredBusiness, businessesAnsweredBy } from './businessesAnsweredBy.ts';
import { expectRecord } from './expectRecord.ts';
import { HANDLING_STATES, keyedRecord, stepRecord } from './handlingWire.ts';
import { readSubject } from './readSubject.ts';
import { toStepResult } from './toStepResult.ts';
import type { Head, RecordFrame } from './wire.ts';

export interface StepFeedbackOptions {
  readonly jurisdiction: DivisionCode;
  readonly book: StepBook;
  readonly answers: StepAnswers;
  readonly now: () => number;
}

/** A RECORD that was read and held against what we know; nothing of it is stored yet. */
export interface ReadStep {
  readonly no: number;
  readonly knowledge: KeyKnowledge;
  /** What it says of the step under its key, or why nothing of it can be used. */
  readonly said: SaidOfStep | BadRecord;
}

interface SaidOfStep {
  readonly businessKey: string;
  readonly result: StepResult;
  readonly isTakenBack: boolean;
}

/**
 * Reads and takes feedback of handling: every RECORD by itself, held against what we applied for under its key.
 *
 * @see docs/dialects/collaboration-bus.md, 13.4 and 13.7
 */
export class StepFeedback {
  readonly #options: StepFeedbackOptions;

  constructor(options: StepFeedbackOptions) {
    this.#options = options;
  }

  /** @throws {TongbanError} when our own store is away. */
  async read(frame: RecordFrame, head: Head): Promise<ReadStep> {
    const no = frame['@no'];
    let knowledge: KeyKnowledge = 'NONE';
    try {
      const { YWBLH: businessKey } = expectRecord(frame, keyedRecord);
      const key = { collaborationNumber: head.YWXTBH, businessKey };
      knowledge = await this.#options.book.knowledgeOf(key);
      const said = await this.#saidOf({ frame, head, key, knowledge });
      return { no, knowledge, said: { businessKey, ...said } };
    } catch (error) {
      if (!(error instanceof BadRecord)) throw error;
      return { no, knowledge, said: error };
    }
  }

  /**
   * Stores what a RECORD says of its step, also where we do not know the step (yet). Safe to repeat.
   *
   * @returns whether the step is known.
   * @throws {TongbanError} when it could not be stored: do not acknowledge.
   */
  async take({ no, knowledge, said }: ReadStep, head: Head): Promise<boolean> {
    const isOurs = knowledge === 'OURS';
    if (said instanceof BadRecord || knowledge === 'OF_ANOTHER_CASE') return isOurs;
    const { businessKey, result, isTakenBack } = said;
    const taken = await this.#options.answers.take({
      businessKey,
      messageId: `${head.BWBH} ${no}`,
      result,
      ...(isTakenBack ? { isTakenBack: true } : {}),
    });
    return isOurs || taken === 'TAKEN';
  }

  async #saidOf(surroundings: StepRecordSurroundings): Promise<Omit<SaidOfStep, 'businessKey'>> {
    const { book, jurisdiction, now } = this.#options;
    const { frame, head, key, knowledge } = surroundings;
    const record = expectRecord(frame, stepRecord);
    if (isAhead(record.BJSJ, now())) throw new BadRecord('-11', 'BJSJ: in the future');
    const { kind, number, name } = readSubject(frame);
    if (name === null) throw new BadRecord('-8', 'XM, DWMC: missing');

    const isTakenBack = record.BLJG === HANDLING_STATES.takenBack;
    const read = (business: BusBusiness) => toStepResult(record, { frame, business, jurisdiction });
    const candidates = businessesAnsweredBy(head.YWLB, record.YWDM);
    if (knowledge !== 'OURS') return { result: readAsAny(candidates, read), isTakenBack };

    const applicant = { kind, number, name };
    for (const { action, business } of candidates) {
      if (await book.hasStep({ ...key, action, applicant })) return { result: read(business), isTakenBack };
    }
    throw new BadRecord('-12', 'somebody, or something, else than was applied for');
  }
}

interface StepRecordSurroundings {
  readonly frame: RecordFrame;
  readonly head: Head;
  readonly key: BookedKey;
  readonly knowledge: KeyKnowledge;
}

/** Of a step that we do not know nobody can tell whether it is an application or a cancellation. */
function readAsAny(
  candidates: readonly AnsweredBusiness[],
  read: (business: BusBusiness) => StepResult,
): StepResult {
  let problem = new BadRecord('-12', 'YWDM: not of this class');
  for (const { business } of candidates) {
    try {
      return read(business);
    } catch (error) {
      if (!(error instanceof BadRecord)) throw error;
      problem = error;
    }
  }
  throw problem;
}
