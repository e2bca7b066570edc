import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { RecordedAnswer } from './recordAnswer.ts';

/** Answers again what subgraphs have answered, byte by byte, without asking them. */
export class AnswerReplay {
  /** What nobody had asked the subgraphs for. */
  readonly unknown: string[] = [];
  readonly #server: Server;
  #answers = new Map<string, RecordedAnswer[]>();

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<AnswerReplay> {
    const replay: AnswerReplay = new AnswerReplay(
      createServer(async (incoming, response) => {
        const body = await text(incoming);
        const [answer, ...others] = replay.#answers.get(`${incoming.url} ${body}`) ?? [];
        if (answer === undefined) {
          replay.unknown.push(body);
          response.destroy();
          return;
        }
        // Who asks more often than before is told the last answer again.
        if (others.length > 0) replay.#answers.set(`${incoming.url} ${body}`, others);
        const { status, headers, chunks, isWhole } = answer;
        if (isWhole || chunks.length > 0) response.writeHead(status, headers);
        for (const chunk of chunks) response.write(chunk);
        if (isWhole) response.end();
        else setImmediate(() => response.destroy());
      }),
    );
    await new Promise<void>((resolve) => replay.#server.listen(0, '127.0.0.1', resolve));
    return replay;
  }

  urlOf(service: string): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/${service}`;
  }

  /** Forgets all others. @param answers - by service, in the order in which they were asked for. */
  load(answers: Readonly<Record<string, readonly RecordedAnswer[]>>): void {
    this.unknown.length = 0;
    this.#answers = new Map();
    for (const [service, recorded] of Object.entries(answers)) {
      for (const answer of recorded) {
        const id = `/${service} ${answer.body}`;
        this.#answers.set(id, [...(this.#answers.get(id) ?? []), answer]);
      }
    }
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}
