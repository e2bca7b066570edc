import { isStepAction } from '../../../domain/cases/stepAction.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { InboundFault, InboundMessage } from '../../inbound/InboundMessage.ts';
import { isAhead } from '../../inbound/isAhead.ts';
import type { PlaceStore } from '../../inbound/PlaceStore.ts';
import { readApplicantNumber } from '../../steps/readApplicantNumber.ts';
import type { StepAnswer } from '../../steps/StepAnswers.ts';
import type { StepBook } from '../../steps/StepBook.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { BUSINESSES, type NodeBusiness } from './businesses.ts';
import { HANDLING_STATES, type NodeEntry, type ResultsMessage } from './handlingWire.ts';
import type { AmountUnit } from './options.ts';
import { type ResultsLine, readResultsFile } from './readResultsFile.ts';
import { toEntryResult } from './toEntryResult.ts';
import { withoutBars } from './withoutBars.ts';

export interface StepResultsOptions {
  readonly jurisdiction: DivisionCode;
  readonly unit: AmountUnit;
  readonly book: StepBook;
  readonly answers: PlaceStore['steps'];
  /** Epoch ms. */
  readonly now: () => number;
}

/** A message that was read: what is to be kept of it, and what it says of steps. */
export interface ReadResults {
  readonly message: Omit<InboundMessage, 'body'>;
  readonly answers: readonly StepAnswer[];
}

/**
 * Reads messages GJJT02, every line by itself, held against what was sent under its key.
 *
 * @see docs/dialects/settlement-node.md, 12.3
 */
export class StepResults {
  readonly #options: StepResultsOptions;

  constructor(options: StepResultsOptions) {
    this.#options = options;
  }

  /**
   * @throws {UnusableFile} for what is no file.
   * @throws {TongbanError} when our own store is away.
   */
  async read({ inhead, body }: ResultsMessage): Promise<ReadResults> {
    const { jurisdiction, now } = this.#options;
    const id = `${inhead.fsrq}-${inhead.fslsh}`;
    const lines = readResultsFile(body, jurisdiction);
    const message = { id, kind: inhead.jym, sentAt: null, tie: 0n, answers: null, records: [] };
    if (isAhead(body.SJSJ, now())) {
      const faults = [{ part: 'the whole file', reason: 'has a time that is more than 24 hours ahead' }];
      return { message: { ...message, faults }, answers: [] };
    }
    const faults: InboundFault[] = [];
    const answers: StepAnswer[] = [];
    for (const line of lines) {
      const said = await this.#saidBy(line, id);
      if (said instanceof TongbanError) faults.push({ part: `line ${line.ordinal}`, reason: said.message });
      else answers.push(said);
    }
    return { message: { ...message, faults }, answers };
  }

  /** Safe to repeat. @throws {TongbanError} when it could not be stored: do not acknowledge. */
  async store(answers: readonly StepAnswer[]): Promise<void> {
    for (const answer of answers) await this.#options.answers.take(answer);
  }

  async #saidBy({ ordinal, entry }: ResultsLine, id: string): Promise<StepAnswer | TongbanError> {
    if (entry instanceof TongbanError) return entry;
    const { book, unit, jurisdiction } = this.#options;
    const key = { businessKey: entry.YWBH, collaborationNumber: entry.XTBH };
    const candidates = candidatesOf(entry);
    const knowledge = await book.knowledgeOf(key);
    const action = knowledge === 'OURS' ? await this.#actionOf(entry, candidates) : candidates[0];
    const business = action === undefined || knowledge === 'OF_ANOTHER_CASE' ? undefined : BUSINESSES[action];
    if (business === undefined) return badResponse(jurisdiction, 'told of another step than was asked for');
    try {
      const result = toEntryResult(entry, { business, unit, jurisdiction });
      if (result.outcome === 'UNKNOWN')
        return badResponse(jurisdiction, 'told of a state that we do not know');
      return {
        businessKey: entry.YWBH,
        messageId: `${id} ${ordinal}`,
        result,
        ...(entry.BLZT === HANDLING_STATES.takenBack ? { isTakenBack: true } : {}),
      };
    } catch (error) {
      if (error instanceof TongbanError) return error;
      throw error;
    }
  }

  async #actionOf(
    entry: NodeEntry,
    candidates: readonly (keyof typeof BUSINESSES)[],
  ): Promise<keyof typeof BUSINESSES | undefined> {
    const number = readApplicantNumber(entry.ZJHM);
    if (number === null) return undefined;
    const applicant = withoutBars({ ...number, name: entry.XINGMING });
    const key = { businessKey: entry.YWBH, collaborationNumber: entry.XTBH };
    for (const action of candidates) {
      if (await this.#options.book.hasStep({ ...key, action, applicant })) return action;
    }
    return undefined;
  }
}

function candidatesOf({ YWDM, BLFX }: NodeEntry): readonly (keyof typeof BUSINESSES)[] {
  return Object.keys(BUSINESSES)
    .filter(isStepAction)
    .filter((action): action is keyof typeof BUSINESSES => Object.hasOwn(BUSINESSES, action))
    .filter((action) => {
      const business: NodeBusiness = BUSINESSES[action];
      return business.code === YWDM && business.isCancellation === (BLFX === '2');
    });
}
