import { isStepAction } from '../../../domain/cases/stepAction.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { AdapterResources } from '../../AdapterResources.ts';
import type { InboundFault } from '../../inbound/InboundMessage.ts';
import { momentOrNull } from '../../inbound/momentOrNull.ts';
import type { PlaceStore } from '../../inbound/PlaceStore.ts';
import type { BatchName } from '../../transport/file-drop/batchName.ts';
import { RowFault } from '../../transport/RowFault.ts';
import type { ReversibleBusiness } from '../ReversibleBusiness.ts';
import type { StepBook } from '../StepBook.ts';
import type { FinalAnswers, FinalVerdict } from './FinalAnswers.ts';
import type { AnswerLine } from './readAnswerLine.ts';
import { readAnswers } from './readAnswers.ts';
import { readRegistration } from './readRegistration.ts';

export interface StepFilesOptions {
  readonly jurisdiction: DivisionCode;
  readonly businesses: Readonly<Record<string, ReversibleBusiness>>;
  readonly book: StepBook;
  readonly finals: FinalAnswers;
  readonly store: Pick<PlaceStore, 'inbox' | 'steps' | 'digest'>;
  readonly now: AdapterResources['now'];
  readonly onFault: AdapterResources['onInboundFault'];
}

/** An answer that may count, or why it does not; and what else there is to say about it. */
interface JudgedLine {
  readonly line: AnswerLine | RowFault;
  readonly note: string | null;
  readonly isKnown: boolean;
  readonly verdict: FinalVerdict;
}

/**
 * Takes what the centre says of applications: that they were registered, and what became of them.
 *
 * @see docs/dialects/file-drop.md, 11.3 and 11.4
 */
export class StepFiles {
  readonly #options: StepFilesOptions;

  constructor(options: StepFilesOptions) {
    this.#options = options;
  }

  /**
   * Safe to repeat.
   *
   * @throws {BatchFault} for a result that is itself wrong.
   * @throws {TongbanError} when it could not be stored.
   */
  async takeRegistration(
    bytes: Uint8Array,
    name: BatchName & { readonly kind: { readonly is: 'REGISTRATION' } },
  ): Promise<void> {
    const { jurisdiction, store, onFault } = this.#options;
    const registrations = readRegistration(bytes, name, jurisdiction);
    const faults = registrations.flatMap(({ line, code, result }) =>
      result.outcome === 'PENDING' ? [] : [{ part: `line ${line}`, reason: `the centre answered ${code}` }],
    );
    await store.inbox.take({
      id: `${name.whole} ${store.digest(bytes)}`,
      kind: 'BLSQ',
      sentAt: null,
      tie: 0n,
      body: bytes,
      answers: null,
      records: [],
      faults,
    });
    for (const { line, businessKey, result } of registrations) {
      await store.steps.take({
        businessKey,
        messageId: `${name.whole} ${line}`,
        result,
        ...(result.outcome === 'UNKNOWN' ? { isInDoubt: true } : {}),
      });
    }
    const isUnknown = registrations.some(({ result }) => result.outcome === 'UNKNOWN');
    const [fault] = faults;
    if (fault === undefined) return;
    const hint = isUnknown ? ': whether it was registered only the centre can tell' : '';
    onFault({ kind: 'application', reason: `${name.whole}, ${fault.part}: ${fault.reason}${hint}` });
  }

  /**
   * Takes the lines of a batch BLJG, each by itself; safe to repeat.
   *
   * @returns what is wrong with each line behind the first, in their order.
   * @throws {BatchFault} for a batch that is refused whole.
   * @throws {TongbanError} when it could not be stored.
   */
  async takeAnswers(bytes: Uint8Array, name: BatchName): Promise<readonly (RowFault | null)[]> {
    const { jurisdiction, businesses, store, now, onFault } = this.#options;
    const { time, lines } = await readAnswers(bytes, name, { jurisdiction, businesses, now: now() });
    const judged: JudgedLine[] = [];
    for (const line of lines) judged.push(await this.#judge(line));
    await store.inbox.take({
      id: `BLJG ${store.digest(bytes)}`,
      kind: 'BLJG',
      sentAt: momentOrNull(time),
      tie: 0n,
      body: bytes,
      answers: null,
      records: [],
      faults: judged.flatMap(toInboundFaults),
    });
    const faults: (RowFault | null)[] = [];
    for (const each of judged) faults.push(await this.#take(each));
    for (const [index, { note }] of judged.entries()) {
      if (note !== null) onFault({ kind: 'step', reason: `line ${index + 2} of ${name.whole}: ${note}` });
    }
    return faults;
  }

  async #judge(line: AnswerLine | RowFault): Promise<JudgedLine> {
    const bare = { line, note: null, isKnown: false, verdict: 'COUNTS' } as const;
    if (line instanceof RowFault) return bare;
    const { book, finals } = this.#options;
    const knowledge = await book.knowledgeOf(line);
    if (knowledge === 'NONE') return bare;
    const isSame = knowledge === 'OURS' && (await this.#isAsAppliedFor(line));
    if (!isSame) return { ...bare, line: new RowFault('2007', '') };
    const verdict = await finals.judge(line);
    const unknown = line.result.outcome === 'UNKNOWN' ? 'a state that we do not know' : null;
    return {
      line,
      note: verdict === 'ANOTHER_ENTRY' ? 'it was done, or decided, under two entries' : unknown,
      isKnown: true,
      verdict,
    };
  }

  async #isAsAppliedFor(line: AnswerLine): Promise<boolean> {
    const { businesses, book } = this.#options;
    const { businessKey, collaborationNumber, applicant, businessCode, isCancellation } = line;
    const actions = Object.entries(businesses)
      .filter(([, { code, ...known }]) => code === businessCode && known.isCancellation === isCancellation)
      .map(([action]) => action)
      .filter(isStepAction);
    for (const action of actions) {
      if (await book.hasStep({ businessKey, collaborationNumber, action, applicant })) return true;
    }
    return false;
  }

  async #take({ line, isKnown, verdict }: JudgedLine): Promise<RowFault | null> {
    if (line instanceof RowFault) return line;
    if (verdict === 'OVERTAKEN') return null;
    const { store, finals } = this.#options;
    const { businessKey, serial, state, result, isTakenBack } = line;
    if (isKnown) await finals.note(line);
    const taken = await store.steps.take({
      businessKey,
      messageId: `BLJG ${serial} ${state}`,
      result,
      // What another entry did was not taken back by this one.
      ...(isTakenBack && verdict === 'COUNTS' ? { isTakenBack: true } : {}),
    });
    return isKnown || taken === 'TAKEN' ? null : new RowFault('2008', '');
  }
}

function toInboundFaults({ line, note, isKnown }: JudgedLine, index: number): readonly InboundFault[] {
  const part = `line ${index + 2}`;
  if (line instanceof RowFault) return [{ part, reason: `${line.code} ${line.text}`.trim() }];
  if (!isKnown) return [{ part, reason: '2008' }];
  return note === null ? [] : [{ part, reason: note }];
}
