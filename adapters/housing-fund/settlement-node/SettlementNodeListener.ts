import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { AdapterResources } from '../../AdapterResources.ts';
import { FaultNews } from '../../inbound/FaultNews.ts';
import type { InboundMessage } from '../../inbound/InboundMessage.ts';
import type { Inbox } from '../../inbound/Inbox.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { encodeGb18030 } from '../../transport/encodeGb18030.ts';
import { formatBeijingTime } from '../../transport/formatBeijingTime.ts';
import { FrameServer } from '../../transport/tcp/FrameServer.ts';
import { answeredBy } from './answeredBy.ts';
import type { FileBook } from './FileBook.ts';
import { anyMessage, resultsMessage } from './handlingWire.ts';
import { nodeFrameFormat } from './nodeFrameFormat.ts';
import type { SettlementNodeOptions } from './options.ts';
import { PayloadCipher } from './PayloadCipher.ts';
import { readFrame } from './readFrame.ts';
import { readHubMessage } from './readHubMessage.ts';
import { readMessage } from './readMessage.ts';
import type { StepResults } from './StepResults.ts';
import { UnusableFile } from './UnusableFile.ts';
import { hubMessage } from './wire.ts';
import { writeFrame } from './writeFrame.ts';

const BATCH_ANSWER = 'GJJT01';
const STEP_RESULTS = 'GJJT02';
/** What a message is answered with: zt, fhm, fhxx. */
const WORDS = {
  TAKEN: ['0', '0000', '处理成功'],
  UNREADABLE: ['1', '2001', '报文格式错误'],
  NO_FILE: ['1', '2006', '批次文件错误'],
} as const;
type Word = keyof typeof WORDS;
/** The hub gives a frame 10 s as well. */
const FRAME_MS = 10_000;
const MAX_CONNECTIONS = 64;
/** Bytes of all messages that are held at a time: eight of the longest. */
const MAX_BYTES = 64 * 1024 * 1024;

export interface SettlementNodeListenerOptions {
  readonly jurisdiction: DivisionCode;
  readonly options: SettlementNodeOptions;
  readonly listen: { readonly host: string; readonly port: number };
  readonly inbox: Inbox;
  readonly files: FileBook;
  /** Reads what came of steps; `null` where the centre does none. */
  readonly steps: StepResults | null;
  readonly onFault: AdapterResources['onInboundFault'];
  /** Epoch ms. */
  readonly now: () => number;
  /** 响应流水号 of 12 digits. */
  readonly createSequence: (at: number) => string;
  /** Vectors of CBC; default random. */
  readonly createVector?: () => Buffer;
}

/** Takes the hub's messages: stored first, acknowledged then; what it sends twice is acknowledged twice and counts once. */
export class SettlementNodeListener {
  readonly #options: SettlementNodeListenerOptions;
  readonly #cipher: PayloadCipher;
  readonly #server: FrameServer;
  readonly #news = new FaultNews();

  constructor(options: SettlementNodeListenerOptions) {
    this.#options = options;
    const { cipherMode: mode, nodeKey: key } = options.options;
    this.#cipher = new PayloadCipher({
      mode,
      key,
      jurisdiction: options.jurisdiction,
      ...(options.createVector === undefined ? {} : { createVector: options.createVector }),
    });
    this.#server = new FrameServer({
      ...options.listen,
      format: nodeFrameFormat,
      frameMs: FRAME_MS,
      maxConnections: MAX_CONNECTIONS,
      maxBytes: MAX_BYTES,
      answer: (frame) => this.#answer(frame),
    });
  }

  /** @returns the port. @throws {Error} when the address cannot be listened on. */
  start(): Promise<number> {
    return this.#server.start();
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  async #answer(bytes: Buffer): Promise<Buffer | null> {
    const { options } = this.#options;
    const { node, isPlain, payload } = readFrame(bytes);
    if (node !== options.nodeNumber || isPlain) return null;
    try {
      const word = await this.#take(payload);
      if (word === 'TAKEN') this.#news.succeeded();
      return this.#acknowledge(word);
    } catch (error) {
      // Not stored, so not acknowledged: the hub sends it again.
      this.#tellOnce(error instanceof TongbanError ? error.message : 'a message could not be stored');
      return null;
    }
  }

  async #take(payload: Buffer): Promise<Word> {
    const { inbox, onFault } = this.#options;
    const plain = this.#decrypt(payload);
    // What our key does not open is anybody's bytes: nobody could ever make anything of it.
    if (plain === null) return 'UNREADABLE';
    let kind: string = BATCH_ANSWER;
    try {
      kind = this.#kindOf(plain);
      if (kind === STEP_RESULTS && this.#options.steps !== null) {
        await this.#takeResults(plain, this.#options.steps);
      } else await this.#store(await this.#read(plain));
      return 'TAKEN';
    } catch (error) {
      const isNoFile = error instanceof UnusableFile;
      if (!isNoFile && !isUnreadable(error)) throw error;
      const { message: reason } = error;
      if ((await inbox.quarantine({ id: null, body: plain, reason })) === 'TAKEN') onFault({ kind, reason });
      return isNoFile ? 'NO_FILE' : 'UNREADABLE';
    }
  }

  #kindOf(plain: Buffer): string {
    const { jurisdiction } = this.#options;
    return readMessage(plain, { shape: anyMessage, jurisdiction }).msg.inhead.jym;
  }

  async #takeResults(plain: Buffer, steps: StepResults): Promise<void> {
    const { jurisdiction, inbox, onFault } = this.#options;
    const { msg } = readMessage(plain, { shape: resultsMessage, jurisdiction });
    this.#expectForUs(msg.inhead);
    const { message, answers } = await steps.read(msg);
    switch (await inbox.take({ ...message, body: plain })) {
      case 'CONFLICT':
        return this.#keepContradiction({ ...message, body: plain });
      case 'TAKEN':
        for (const { part, reason } of message.faults) {
          onFault({ kind: STEP_RESULTS, reason: `${part}: ${reason}`, isPart: true });
        }
        break;
      case 'DUPLICATE':
        // We may not have come as far as its steps the last time.
        break;
    }
    await steps.store(answers);
  }

  #expectForUs({ jdh, jsjdh }: { readonly jdh: string; readonly jsjdh: string }): void {
    const { options, jurisdiction } = this.#options;
    if (jdh === options.hubNode && jsjdh === options.nodeNumber) return;
    throw badResponse(jurisdiction, 'sent a message that is not for us');
  }

  #decrypt(payload: Buffer): Buffer | null {
    try {
      return this.#cipher.decrypt(payload);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      this.#tellOnce(error.message);
      return null;
    }
  }

  async #read(plain: Buffer): Promise<InboundMessage> {
    const { jurisdiction, options, files, now } = this.#options;
    const { msg } = readMessage(plain, { shape: hubMessage, jurisdiction });
    const { inhead } = msg;
    this.#expectForUs(inhead);
    if (inhead.jym !== BATCH_ANSWER) throw badResponse(jurisdiction, 'sent a message that is not for us');
    const lines = await files.linesOf(answeredBy(msg.body));
    return readHubMessage(msg, {
      unit: options.amountUnit,
      jurisdiction,
      plain,
      lines,
      now: now(),
    });
  }

  async #store(message: InboundMessage): Promise<void> {
    const { inbox, files, onFault } = this.#options;
    const outcome = await inbox.take(message);
    switch (outcome) {
      case 'TAKEN':
        for (const { part, reason } of message.faults)
          onFault({ kind: BATCH_ANSWER, reason: `${part}: ${reason}`, isPart: true });
        // Nothing will come about anybody in it: whoever reads may ask anew.
        if (message.records.length === 0 && message.answers !== null) await files.failed(message.answers);
        return;
      case 'DUPLICATE':
        return;
      case 'CONFLICT':
        return this.#keepContradiction(message);
    }
  }

  /** Acknowledged as well, for it would only come again; by its bytes, so that each other content is kept. */
  async #keepContradiction({ id, kind, body }: InboundMessage): Promise<void> {
    const { inbox, onFault } = this.#options;
    const reason = `${id} came before with other content`;
    if ((await inbox.quarantine({ id: null, body, reason })) === 'TAKEN') onFault({ kind, reason });
  }

  #tellOnce(reason: string): void {
    if (this.#news.isNew(reason)) this.#options.onFault({ kind: BATCH_ANSWER, reason });
  }

  #acknowledge(word: Word): Buffer {
    const { options, now, createSequence } = this.#options;
    const at = now();
    const time = formatBeijingTime(at);
    const [status, code, text] = WORDS[word];
    const head =
      `<zt>${status}</zt><fhm>${code}</fhm><fhxx>${text}</fhxx><xyrq>${time.slice(0, 8)}</xyrq>` +
      `<xysj>${time.slice(8)}</xysj><xylsh>${createSequence(at)}</xylsh>`;
    const xml = `<?xml version="1.0" encoding="GBK"?><msg><outhead>${head}</outhead><body/></msg>`;
    return writeFrame({
      node: options.nodeNumber,
      isPlain: false,
      payload: this.#cipher.encrypt(encodeGb18030(xml)),
    });
  }
}

function isUnreadable(error: unknown): error is TongbanError {
  return (
    error instanceof TongbanError &&
    (error.code === 'JURISDICTION_BAD_RESPONSE' || error.code === 'BAD_ENCODING')
  );
}
