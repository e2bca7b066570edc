import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { AdapterResources } from '../../AdapterResources.ts';
import type { Inbox } from '../../inbound/Inbox.ts';
import { encodeGb18030 } from '../../transport/encodeGb18030.ts';
import { FrameServer } from '../../transport/tcp/FrameServer.ts';
import { formatBeijingTime } from './formatBeijingTime.ts';
import { nodeFrameFormat } from './nodeFrameFormat.ts';
import type { SettlementNodeOptions } from './options.ts';
import { PayloadCipher } from './PayloadCipher.ts';
import { readFrame } from './readFrame.ts';
import { readHubMessage } from './readHubMessage.ts';
import { readMessage } from './readMessage.ts';
import type { SentFiles } from './SentFiles.ts';
import { hubMessage } from './wire.ts';
import { writeFrame } from './writeFrame.ts';

const BATCH_ANSWER = 'GJJT01';
/** The hub gives a frame 10 s as well. */
const FRAME_MS = 10_000;
const MAX_CONNECTIONS = 64;

export interface SettlementNodeListenerOptions {
  readonly jurisdiction: DivisionCode;
  readonly options: SettlementNodeOptions;
  readonly listen: { readonly host: string; readonly port: number };
  readonly inbox: Inbox;
  readonly sentFiles: SentFiles;
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
    const { options, onFault } = this.#options;
    const { node, isPlain, payload } = readFrame(bytes);
    if (node !== options.nodeNumber || isPlain) return null;
    try {
      return this.#acknowledge(await this.#take(payload));
    } catch (error) {
      // Not stored, so not acknowledged: the hub sends it again.
      const reason = error instanceof TongbanError ? error.message : 'a message could not be stored';
      onFault({ kind: BATCH_ANSWER, reason });
      return null;
    }
  }

  /** @returns whether the message could be read. */
  async #take(payload: Buffer): Promise<boolean> {
    const { jurisdiction, options, inbox, sentFiles, onFault, now } = this.#options;
    let plain: Buffer | null = null;
    try {
      plain = this.#cipher.decrypt(payload);
      const { msg } = readMessage(plain, { shape: hubMessage, jurisdiction });
      const { inhead } = msg;
      const isForUs = inhead.jdh === options.hubNode && inhead.jsjdh === options.nodeNumber;
      if (!isForUs || inhead.jym !== BATCH_ANSWER)
        throw new TongbanError(
          'JURISDICTION_BAD_RESPONSE',
          `${jurisdiction} sent a message that is not for us`,
        );
      const message = readHubMessage(msg, {
        unit: options.amountUnit,
        jurisdiction,
        plain,
        now: now(),
        findSentFile: (reference) => sentFiles.find(reference),
      });
      const outcome = await inbox.take(message);
      if (outcome === 'TAKEN') {
        for (const { part, reason } of message.faults)
          onFault({ kind: BATCH_ANSWER, reason: `${part}: ${reason}` });
      }
      return true;
    } catch (error) {
      const isUnreadable =
        error instanceof TongbanError &&
        (error.code === 'JURISDICTION_BAD_RESPONSE' || error.code === 'BAD_ENCODING');
      if (!isUnreadable) throw error;
      // What our key does not open is anybody's bytes: nobody could ever make anything of it.
      if (plain !== null) await inbox.quarantine({ id: null, body: plain, reason: error.message });
      onFault({ kind: BATCH_ANSWER, reason: error.message });
      return false;
    }
  }

  #acknowledge(isRead: boolean): Buffer {
    const { options, now, createSequence } = this.#options;
    const at = now();
    const time = formatBeijingTime(at);
    const [status, code, text] = isRead ? ['0', '0000', '处理成功'] : ['1', '2001', '报文格式错误'];
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
