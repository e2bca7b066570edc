import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { sm3, sm4 } from 'sm-crypto-v2';
import type { Sandbox } from '../../../sandbox/startSandbox.ts';
import { type Arrived, sendToNode } from './sendToNode.ts';
import { textOf } from './textsOf.ts';

type System = Pick<Sandbox['systems'][number], 'url' | 'options'>;

/** What a test may falsify of a request. */
export interface Falsified {
  readonly sequence?: string;
  readonly time?: number;
  readonly password?: string;
  /** Elements of the head that are written otherwise. */
  readonly head?: Readonly<Record<string, string>>;
  readonly key?: string;
}

/** An answer as it was decrypted. */
export interface NodeAnswerText {
  readonly flag: string;
  readonly status: string;
  readonly code: string;
  readonly text: string;
}

/** A node that speaks settlement node as the specification has it, with another implementation of the ciphers. */
export class NodeClient {
  readonly system: System;
  /** Hex; given by the last sign-in of this client. */
  sessionKey = '';
  #sequence = 0;

  constructor(system: System) {
    this.system = system;
  }

  async signIn(falsified: Falsified = {}): Promise<NodeAnswerText> {
    const password = falsified.password ?? this.option('password');
    const { head, sequence, time } = this.#head('JSQD01', '', falsified);
    const digest = sm3(`${this.option('nodeNumber')}${time}${sequence}${password}`).toUpperCase();
    const xml = `${head}<body><MM>${digest}</MM></body></msg>`;
    const answer = this.read((await this.send([this.frame('1', Buffer.from(xml))])).bytes);
    const sealed = textOf(answer.text, 'HHMY');
    if (sealed !== '') {
      this.sessionKey = sm4
        .decrypt(sealed.toLowerCase(), this.option('nodeKey'), { padding: 'none', output: 'array' })
        .reduce((hex, byte) => hex + byte.toString(16).padStart(2, '0'), '');
    }
    return answer;
  }

  /** @param body - XML of the body, maybe empty. */
  async ask(code: string, person = '', body = '', falsified: Falsified = {}): Promise<NodeAnswerText> {
    const { bytes } = await this.send([this.request(code, person, body, falsified)]);
    return this.read(bytes, falsified.key);
  }

  /** The whole frame of a business request. */
  request(code: string, person = '', body = '', falsified: Falsified = {}): Buffer {
    const xml = `${this.#head(code, person, falsified).head}<body>${body}</body></msg>`;
    return this.frame('0', this.seal(iconv.encode(xml, 'gb18030'), falsified.key ?? this.sessionKey));
  }

  /** Body of a batch request. */
  batch(numbers: readonly string[]): string {
    const lines = numbers.map((number, index) => `${String(index + 1).padStart(8, '0')}|01|${number}\n`);
    const text = `${String(lines.length).padStart(8, '0')}\n${lines.join('')}`;
    const packed = deflateSync(Buffer.from(text)).toString('hex').toUpperCase();
    return `<PCBS>${lines.length}</PCBS><PCWJ>${packed}</PCWJ>`;
  }

  send(pieces: readonly Uint8Array[], signal?: AbortSignal): Promise<Arrived> {
    return sendToNode(this.system.url, pieces, signal);
  }

  frame(flag: string, payload: Buffer): Buffer {
    const head = Buffer.alloc(20);
    head.write(this.option('nodeNumber') + flag);
    head.writeUInt32BE(payload.length, 16);
    return Buffer.concat([head, payload]);
  }

  /** An answer or a message, whole; of an encrypted one under the session key unless another is given. */
  read(frame: Buffer, key = this.sessionKey): NodeAnswerText {
    if (frame.length < 20 || frame.readUInt32BE(16) !== frame.length - 20) throw new Error('no whole frame');
    const flag = frame.toString('latin1', 6, 7);
    const payload = frame.subarray(20);
    const text = new TextDecoder('gb18030', { fatal: true }).decode(
      flag === '1' ? payload : this.#open(payload, key),
    );
    return { flag, status: textOf(text, 'zt'), code: textOf(text, 'fhm'), text };
  }

  seal(plain: Buffer, key: string): Buffer {
    if (this.option('cipherMode') === 'ECB') return Buffer.from(sm4.encrypt(plain, key, { output: 'array' }));
    const iv = randomBytes(16);
    return Buffer.concat([iv, sm4.encrypt(plain, key, { mode: 'cbc', iv, output: 'array' })]);
  }

  option(name: string): string {
    return String(this.system.options[name]);
  }

  #open(payload: Buffer, key: string): Uint8Array {
    if (this.option('cipherMode') === 'ECB') return sm4.decrypt(payload, key, { output: 'array' });
    const [iv, sealed] = [payload.subarray(0, 16), payload.subarray(16)];
    return sm4.decrypt(sealed, key, { mode: 'cbc', iv, output: 'array' });
  }

  #head(code: string, person: string, falsified: Falsified) {
    const sequence = falsified.sequence ?? String(++this.#sequence).padStart(12, '0');
    const time = localTime(falsified.time ?? Date.now());
    const fields = {
      fsrq: time.slice(0, 8),
      fssj: time.slice(8),
      fslsh: sequence,
      dwbh: this.option('unit'),
      jdh: this.option('nodeNumber'),
      jym: code,
      jsjdh: this.option('hubNode'),
      khh: person,
      czy: this.option('operator'),
      ...falsified.head,
    };
    const elements = Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`);
    return {
      sequence,
      time,
      head: `<?xml version="1.0" encoding="GBK"?><msg><inhead>${elements.join('')}</inhead>`,
    };
  }
}

const localTime = (instant: number): string =>
  new Date(instant + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14);
