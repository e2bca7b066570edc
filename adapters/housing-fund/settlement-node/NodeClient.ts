import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { formatBeijingTime } from '../../transport/formatBeijingTime.ts';
import { isNotSent } from '../../transport/isNotSent.ts';
import { NotSent } from '../../transport/NotSent.ts';
import { orAborted } from '../../transport/orAborted.ts';
import { sm3 } from '../../transport/sm3.ts';
import { exchangeFrame } from '../../transport/tcp/exchangeFrame.ts';
import type { TransportLimits } from '../../transport/transportLimits.ts';
import { isOrder } from './isOrder.ts';
import type { NodeAnswer } from './NodeAnswer.ts';
import type { NodeFrame } from './NodeFrame.ts';
import type { NodeSession } from './NodeSession.ts';
import { nodeFrameFormat } from './nodeFrameFormat.ts';
import { OwnerLost } from './OwnerLost.ts';
import type { SettlementNodeOptions } from './options.ts';
import { PayloadCipher } from './PayloadCipher.ts';
import { readFrame } from './readFrame.ts';
import { readMessage } from './readMessage.ts';
import { readSession } from './readSession.ts';
import { toRefusal } from './toRefusal.ts';
import { hubAnswer } from './wire.ts';
import { writeFrame } from './writeFrame.ts';
import { type NodeRequest, type Sending, writeRequest } from './writeRequest.ts';

const SIGN_IN = 'JSQD01';
const SESSION_INVALID = '1001';
const SEQUENCE_USED = '2002';
/** 不予办理. */
const REFUSED = /^5\d{3}$/;
/** Numbers that are tried for one sending. */
const MAX_NUMBERS = 5;

/** Told of each sending before its first byte leaves, and waited for; `false` asks for another number. */
export type OnSending = (sending: Sending) => Promise<boolean>;

export interface NodeClientOptions {
  readonly host: string;
  readonly port: number;
  readonly jurisdiction: DivisionCode;
  readonly options: SettlementNodeOptions;
  /** Of questions and of those that bear a file; a sign-in is a question. */
  readonly limits: { readonly query: TransportLimits; readonly file: TransportLimits };
  /** Looks before each sign-in whether we are the node still: a sign-in of ours throws out whoever is. @throws when not. */
  readonly expectOwner: () => Promise<void>;
  /** Epoch ms. */
  readonly now: () => number;
  /** Monotonic, ms. */
  readonly monotonicNow: () => number;
  /** 发送流水号 for a moment in epoch ms. */
  readonly createSequence: (at: number) => string;
  /** Vectors of CBC; default random. */
  readonly createVector?: () => Buffer;
}

/** What came back for one frame. */
interface Outcome {
  readonly status: '0' | '1' | '2';
  readonly code: string;
  readonly body: unknown;
}

/**
 * Speaks to the hub as our node: signs in, keeps the session, and asks under it. The hub bears one of these per node.
 */
export class NodeClient {
  readonly #options: NodeClientOptions;
  #session: NodeSession | null = null;
  #signingIn: Promise<NodeSession> | null = null;
  /** Counts how often the session was forgotten: a sign-in that was under way then gives none. */
  #era = 0;

  constructor(options: NodeClientOptions) {
    this.#options = options;
  }

  /** Somebody else has been the node meanwhile: our session is gone. */
  forgetSession(): void {
    this.#era += 1;
    this.#session = null;
    this.#signingIn = null;
  }

  /**
   * Asks once; once more after a new sign-in when the session turns out to be gone, or under another number when that
   * was used. Nothing was done at the hub in either case.
   *
   * @throws {TongbanError} what `expectOwner` and `onSending` throw, what `exchangeFrame` throws, BAD_ENCODING, JURISDICTION_BAD_RESPONSE, or the refusal that the
   *   return code stands for.
   */
  async ask(
    request: NodeRequest,
    signal: AbortSignal,
    onSending: OnSending = async () => true,
  ): Promise<NodeAnswer> {
    let outcome = await this.#askUnderSession(request, onSending, signal);
    if (outcome.code === SESSION_INVALID || outcome.code === SEQUENCE_USED) {
      outcome = await this.#askUnderSession(request, onSending, signal);
    }
    return this.#toAnswer(outcome, request.transaction);
  }

  async #askUnderSession(request: NodeRequest, onSending: OnSending, signal: AbortSignal): Promise<Outcome> {
    const session = await this.#openSession(signal).catch((error: unknown) => {
      throw isOrder(request.transaction) ? unsent(error) : error;
    });
    const { options, jurisdiction, createVector } = this.#options;
    const sending = await this.#announce(onSending);
    const cipher = new PayloadCipher({
      mode: options.cipherMode,
      key: session.key,
      jurisdiction,
      ...(createVector === undefined ? {} : { createVector }),
    });
    const payload = cipher.encrypt(writeRequest(request, sending, options));
    const kind = request.body['PCWJ'] === undefined ? 'query' : 'file';
    const answer = await this.#exchange({ isPlain: false, payload }, kind, signal);
    const outcome = this.#read(answer.isPlain ? answer.payload : cipher.decrypt(answer.payload));
    if (answer.isPlain !== (outcome.code === SESSION_INVALID)) {
      throw badResponse(jurisdiction, 'answered plainly what it had to encrypt, or the other way round');
    }
    // Only the session that was used: another request may have signed in anew meanwhile.
    if (answer.isPlain && this.#session === session) this.#session = null;
    return outcome;
  }

  /** Everybody who needs a session waits for one sign-in; a caller who leaves does not end it for the others. */
  async #openSession(signal: AbortSignal): Promise<NodeSession> {
    const { monotonicNow } = this.#options;
    if (this.#session !== null && monotonicNow() < this.#session.usableUntil) return this.#session;
    const signingIn = this.#signingIn ?? this.#signIn(this.#era);
    this.#signingIn = signingIn;
    const done = () => {
      if (this.#signingIn === signingIn) this.#signingIn = null;
    };
    signingIn.then(done, done);
    return orAborted(signingIn, signal);
  }

  async #signIn(era: number): Promise<NodeSession> {
    const { options, jurisdiction, monotonicNow, expectOwner } = this.#options;
    await expectOwner();
    const signedInAt = monotonicNow();
    let outcome = await this.#sendSignIn();
    if (outcome.code === SEQUENCE_USED) outcome = await this.#sendSignIn();
    const { body } = this.#toAnswer(outcome, SIGN_IN);
    const session = readSession(body, { nodeKey: options.nodeKey, signedInAt, jurisdiction });
    if (era === this.#era) this.#session = session;
    return session;
  }

  /** Bounded by the transport's own limits, for it serves many callers. */
  async #sendSignIn(): Promise<Outcome> {
    const { options, jurisdiction } = this.#options;
    const sending = this.#nextSending();
    const { nodeNumber, password } = options;
    const proof = sm3(`${nodeNumber}${formatBeijingTime(sending.at)}${sending.sequence}${password}`);
    const request = { transaction: SIGN_IN, customer: '', body: { MM: proof.toString('hex').toUpperCase() } };
    const payload = writeRequest(request, sending, options);
    const answer = await this.#exchange({ isPlain: true, payload }, 'query', new AbortController().signal);
    if (!answer.isPlain) throw badResponse(jurisdiction, 'encrypted the answer to a sign-in');
    return this.#read(answer.payload);
  }

  async #exchange(
    { isPlain, payload }: Pick<NodeFrame, 'isPlain' | 'payload'>,
    kind: keyof NodeClientOptions['limits'],
    signal: AbortSignal,
  ): Promise<NodeFrame> {
    const { host, port, jurisdiction, limits, options } = this.#options;
    const { nodeNumber: node } = options;
    const request = writeFrame({ node, isPlain, payload });
    const exchange = { host, port, request, format: nodeFrameFormat, limits: limits[kind], jurisdiction };
    const answer = readFrame(await exchangeFrame(exchange, signal));
    if (answer.node !== node) throw badResponse(jurisdiction, 'answered another node');
    return answer;
  }

  #read(plain: Buffer): Outcome {
    const { jurisdiction } = this.#options;
    const { outhead, body } = readMessage(plain, { shape: hubAnswer, jurisdiction }).msg;
    return { status: outhead.zt, code: outhead.fhm, body };
  }

  #toAnswer({ status, code, body }: Outcome, transaction: string): NodeAnswer {
    const { jurisdiction, now } = this.#options;
    if (status === '0' && code === '0000') return { kind: 'DONE', body };
    if (status === '2' && code === '0001') return { kind: 'LATER', body };
    if (status === '1' && isOrder(transaction) && REFUSED.test(code)) return { kind: 'REFUSED', code, body };
    if (status === '1') throw toRefusal(code, { jurisdiction, at: now(), body });
    throw badResponse(jurisdiction, 'answered with a status that its code contradicts');
  }

  async #announce(onSending: OnSending): Promise<Sending> {
    for (let numbers = 0; numbers < MAX_NUMBERS; numbers += 1) {
      const sending = this.#nextSending();
      if (await onSending(sending)) return sending;
    }
    const { jurisdiction } = this.#options;
    throw new TongbanError('INTERNAL_SERVER_ERROR', `no number was free for a request to ${jurisdiction}`, {
      jurisdiction,
      retryable: true,
      cause: new NotSent('no free number'),
    });
  }

  #nextSending(): Sending {
    const at = this.#options.now();
    return { at, sequence: this.#options.createSequence(at) };
  }
}

/** Without a session the request was not even written, whatever the sign-in failed by. */
function unsent(error: unknown): unknown {
  const isTold = !(error instanceof TongbanError) || isNotSent(error) || error.cause instanceof OwnerLost;
  if (isTold) return error;
  const { code, message, jurisdiction, retryable, retryAfter } = error;
  return new TongbanError(code, message, {
    ...(jurisdiction === undefined ? {} : { jurisdiction }),
    retryable,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    cause: new NotSent('no session', { cause: error }),
  });
}
