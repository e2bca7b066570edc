import { createServer, type Server } from 'node:net';
import type { NodeClient } from './NodeClient.ts';
import { textOf } from './textsOf.ts';

/** A message that a listener took. */
export interface Taken {
  /** 中心流水号, the same at every repetition. */
  readonly sequence: string;
  readonly text: string;
}

/** The listener of a node: takes one frame per connection and answers as the test says. */
export class NodeListener {
  readonly taken: Taken[] = [];
  /** What becomes of a message. */
  answer: (message: Taken, count: number) => 'acknowledge' | 'refuse' | 'hang up' = () => 'acknowledge';
  readonly #node: NodeClient;
  readonly #server: Server;

  constructor(node: NodeClient) {
    this.#node = node;
    this.#server = createServer((socket) => {
      let frame = Buffer.alloc(0);
      socket.on('error', () => undefined);
      socket.on('data', (chunk: Buffer) => {
        frame = Buffer.concat([frame, chunk]);
        if (frame.length < 20 || frame.length < 20 + frame.readUInt32BE(16)) return;
        const reply = this.#take(frame);
        if (reply === null) socket.destroy();
        else socket.end(reply);
      });
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    return `tcp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #take(frame: Buffer): Buffer | null {
    const key = this.#node.option('nodeKey').toLowerCase();
    const { text } = this.#node.read(frame, key);
    const message = { sequence: textOf(text, 'fslsh'), text };
    this.taken.push(message);
    const wanted = this.answer(message, this.taken.length);
    if (wanted === 'hang up') return null;
    const [status, code] = wanted === 'acknowledge' ? ['0', '0000'] : ['1', '9001'];
    const head = `<zt>${status}</zt><fhm>${code}</fhm><fhxx></fhxx><xyrq>20261122</xyrq><xysj>103000</xysj><xylsh>000000000001</xylsh>`;
    const xml = `<?xml version="1.0" encoding="GBK"?><msg><outhead>${head}</outhead><body/></msg>`;
    return this.#node.frame('0', this.#node.seal(Buffer.from(xml), key));
  }
}
