import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { AdapterResources } from '../../AdapterResources.ts';
import { FaultNews } from '../../inbound/FaultNews.ts';
import type { Inbox } from '../../inbound/Inbox.ts';
import type { PostAnswer } from '../../transport/PostServer.ts';
import type { Applications } from './Applications.ts';
import { BadRecord } from './BadRecord.ts';
import { PACKAGE_CODES, type PackageCode, TAKEN } from './codes.ts';
import { OPERATIONS } from './operations.ts';
import type { CollaborationBusOptions } from './options.ts';
import type { ReadMessage } from './ReadMessage.ts';
import { RefusedPackage } from './RefusedPackage.ts';
import { readCall } from './readCall.ts';
import { readFrames } from './readFrames.ts';
import { type IncomingOperation, readHead } from './readHead.ts';
import type { ReadPackage } from './readPackage.ts';
import { readRecords } from './readRecords.ts';
import type { StepFeedback } from './StepFeedback.ts';
import { type StepOutcome, type StepPackage, takeStepPackage } from './takeStepPackage.ts';
import { toInboundMessage } from './toInboundMessage.ts';
import type { Head, RepeatedHead } from './wire.ts';
import { writeDeliverResponse } from './writeDeliverResponse.ts';
import { type OwnRecord, writePackage } from './writePackage.ts';

/** Codes that are answered with a bare text. */
const BARE: readonly PackageCode[] = ['-1', '-2', '-10'];
/** Notices answer nobody in particular. */
const NOBODY: Awaited<ReturnType<Applications['recordsOf']>> = [];
const RECORD_WORDS = {
  '-8': '必填项缺失',
  '-11': '数据格式错误',
  '-12': '人员不一致',
  '-15': '无对应办理',
} as const satisfies Record<BadRecord['code'] | '-15', string>;
type RecordRefusal = keyof typeof RECORD_WORDS;

export interface CollaborationBusListenerOptions {
  readonly jurisdiction: DivisionCode;
  readonly options: CollaborationBusOptions;
  readonly inbox: Inbox;
  readonly applications: Applications;
  /** Of handling; nothing is for it where the place offers none. */
  readonly stepFeedback: StepFeedback;
  readonly now: () => number;
  readonly onFault: AdapterResources['onInboundFault'];
}

/**
 * Answers the calls of the bus: feedback to our applications, of records and of handling, and notices.
 *
 * Nothing is acknowledged before it is stored, and all that is stored is acknowledged each time it comes. Every answer
 * is one that the specification lists; none says more about a fault than its code.
 *
 * @see docs/dialects/collaboration-bus.md, 7, 10 and 13.7
 */
export class CollaborationBusListener {
  readonly #options: CollaborationBusListenerOptions;
  readonly #news = new FaultNews();

  constructor(options: CollaborationBusListenerOptions) {
    this.#options = options;
  }

  /** Never rejects. */
  async answer(body: Buffer): Promise<PostAnswer> {
    try {
      return await this.#take(body);
    } catch (error) {
      const refused = error instanceof RefusedPackage ? error : internal(error);
      await this.#report(refused, body);
      return this.#refuse(refused);
    }
  }

  async #take(body: Buffer): Promise<PostAnswer> {
    const { jurisdiction, options, inbox } = this.#options;
    const read = readCall(body, { callbackCode: options.callbackCode, jurisdiction });
    const { head, operation } = readHead(read.head, options);
    try {
      if (typeof operation === 'object') {
        return await this.#takeSteps({ head, records: read.records, body }, operation.stepFeedback);
      }
      const message = await this.#read(read, head, operation);
      const outcome = await inbox.take(toInboundMessage(message, body));
      switch (outcome) {
        case 'CONFLICT':
          throw new RefusedPackage('-9', 'a message number that was used for other content', {
            repeated: head,
            isKept: true,
          });
        case 'TAKEN':
          this.#alarm(message);
          break;
        case 'DUPLICATE':
          break;
      }
      this.#news.succeeded();
      return this.#acknowledge(message);
    } catch (error) {
      throw error instanceof RefusedPackage ? error : internal(error, head);
    }
  }

  async #takeSteps(given: StepPackage, success: string): Promise<PostAnswer> {
    const { stepFeedback: feedback, inbox } = this.#options;
    const { outcomes, isNew } = await takeStepPackage(given, { feedback, inbox });
    if (!outcomes.some(({ isKnown }) => isKnown)) {
      throw new RefusedPackage('-7', 'feedback to steps that we know nothing of', {
        repeated: given.head,
        isKept: false,
      });
    }
    this.#news.succeeded();
    if (isNew) this.#alarmOfSteps(outcomes);
    const refusals = outcomes.flatMap(({ no, isKnown, said }) => {
      if (!isKnown) return [toRefusal(no, '-15')];
      return said instanceof BadRecord ? [toRefusal(no, said.code)] : [];
    });
    return this.#write(given.head, { code: success, message: TAKEN }, refusals);
  }

  async #read({ records }: ReadPackage, head: Head, operation: IncomingOperation): Promise<ReadMessage> {
    const { applications, now } = this.#options;
    const applied = operation === 'FEEDBACK' ? await applications.recordsOf(head.YWXTBH) : NOBODY;
    if (applied === null) {
      // What it holds is about people whom we did not ask about, so nothing of it is kept.
      throw new RefusedPackage('-7', 'feedback to an application that we know nothing of', {
        repeated: head,
        isKept: false,
      });
    }
    const failure = operation === 'FEEDBACK' && head.FHM?.startsWith('-') ? head.FHM : null;
    if (failure !== null && records.length === 0) return { head, operation, outcomes: [], failure };

    const frames = failure === null ? readFrames(records, operation) : null;
    if (frames === null) {
      throw new RefusedPackage('-3', 'a data part that cannot be worked on', {
        repeated: head,
        isKept: true,
      });
    }
    return { head, operation, outcomes: readRecords(frames, { operation, applied, now: now() }), failure };
  }

  #acknowledge({ head, operation, outcomes }: ReadMessage): PostAnswer {
    const refusals = outcomes.flatMap((outcome) =>
      'bad' in outcome ? [toRefusal(outcome.no, outcome.bad.code)] : [],
    );
    return this.#write(head, { code: OPERATIONS[operation].success, message: TAKEN }, refusals);
  }

  #refuse({ code, repeated }: RefusedPackage): PostAnswer {
    const message = PACKAGE_CODES[code];
    return BARE.includes(code)
      ? { contentType: 'text/plain;charset=UTF-8', body: `${code}|${message}` }
      : this.#write(repeated, { code, message }, []);
  }

  #write(
    { YWLB, YWXTBH, BWBH }: RepeatedHead,
    result: { readonly code: string; readonly message: string },
    refusals: readonly OwnRecord[],
  ): PostAnswer {
    const { options, now } = this.#options;
    const head = {
      businessClass: YWLB,
      collaborationNumber: YWXTBH,
      messageNumber: BWBH,
      at: now(),
      ...result,
    };
    return {
      contentType: 'text/xml;charset=UTF-8',
      body: writeDeliverResponse(writePackage(options, head, refusals)),
    };
  }

  /** The bus sends a refused package again and again; an operator is told of it once. */
  async #report({ code, message, repeated, isKept }: RefusedPackage, body: Buffer): Promise<void> {
    const { inbox, onFault } = this.#options;
    const fault = { kind: 'refused package', reason: `${code}: ${message}` };
    if (!isKept) {
      if (this.#news.isNew(`${fault.reason} ${repeated.BWBH}`)) onFault(fault);
      return;
    }
    try {
      const id = repeated.BWBH === '' ? null : repeated.BWBH;
      const outcome = await inbox.quarantine({ id, body, reason: fault.reason });
      if (outcome === 'TAKEN') onFault(fault);
    } catch {
      const reason = `${fault.reason}; it could not be kept`;
      if (this.#news.isNew(`${reason} ${repeated.BWBH}`)) onFault({ ...fault, reason });
    }
  }

  #alarm({ outcomes, failure }: ReadMessage): void {
    const { onFault } = this.#options;
    if (failure !== null) onFault({ kind: 'failed application', reason: `the bus failed with ${failure}` });
    for (const outcome of outcomes) if ('bad' in outcome) this.#alarmOfRecord(outcome.no, outcome.bad);
  }

  #alarmOfSteps(outcomes: readonly StepOutcome[]): void {
    const { onFault } = this.#options;
    for (const { no, isKnown, said } of outcomes) {
      if (!isKnown) onFault({ kind: 'unknown step', reason: `RECORD ${no}: -15: no step of ours` });
      else if (said instanceof BadRecord) this.#alarmOfRecord(no, said);
      else if (said.result.outcome === 'UNKNOWN') {
        const reason = `RECORD ${no}: a result that no table has, ${said.result.code}`;
        onFault({ kind: 'strange step', reason });
      }
    }
  }

  #alarmOfRecord(no: number, { code, message }: BadRecord): void {
    const kind = code === '-12' ? 'identity mismatch' : 'bad record';
    const reason = `RECORD ${no}: ${code}: ${message}`;
    this.#options.onFault({ kind, reason, isPart: code !== '-12' });
  }
}

function toRefusal(no: number, code: RecordRefusal): OwnRecord {
  const elements = [
    ['FHM', code],
    ['FHXX', RECORD_WORDS[code]],
  ] as const;
  return { no, kind: 'refusal', elements };
}

/** Our own fault, told to nobody outside; the bus sends the package again. */
function internal(error: unknown, repeated?: RepeatedHead): RefusedPackage {
  // Only the messages of our own errors are known to be free of personal data.
  const what = error instanceof TongbanError ? error.message : 'on our side';
  return new RefusedPackage('-99', `a package that could not be stored (${what})`, {
    ...(repeated === undefined ? {} : { repeated }),
    isKept: false,
  });
}
