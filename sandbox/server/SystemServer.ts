import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AnswerTwist } from '../AnswerTwist.ts';
import { createWrongPersonWorld } from '../faults/createWrongPersonWorld.ts';
import type { Fault } from '../faults/Fault.ts';
import { spoilAnswer } from '../faults/spoilAnswer.ts';
import { twistOf } from '../faults/twistOf.ts';
import type { Push } from '../pushes/Push.ts';
import { PushQueue } from '../pushes/PushQueue.ts';
import { postPush } from '../pushes/postPush.ts';
import type { SandboxDialect, SandboxSite } from '../SandboxDialect.ts';
import type { World } from '../world/World.ts';
import { CallLog } from './CallLog.ts';
import { openPort } from './openPort.ts';
import { readRequest } from './readRequest.ts';
import { sendAnswer } from './sendAnswer.ts';
import { shutPort } from './shutPort.ts';
import { urlHost } from './urlHost.ts';

/** Longer than clients keep idle connections, so that the client closes first and no request meets a dying socket. */
const KEEP_ALIVE_MS = 75_000;

/** One simulated system on its own port. */
export class SystemServer {
  readonly dialect: SandboxDialect;
  readonly site: SandboxSite;
  readonly calls = new CallLog();
  /** What the system has to tell its partner; `null` for a system that only answers. */
  readonly pushes: PushQueue | null;
  readonly #answer: ReturnType<SandboxDialect['createSystem']>;
  readonly #report: (failure: unknown) => void;
  readonly #host: string;
  readonly #server: Server;
  #wrongWorld: World | undefined;
  #port = 0;
  #fault: Fault | null = null;
  #flapping: NodeJS.Timeout | undefined;
  /** Opening and closing the port happen one after the other. */
  #turn: Promise<void> = Promise.resolve();

  /** @param report - told of every failure that is the sandbox's own. */
  constructor(dialect: SandboxDialect, site: SandboxSite, host: string, report: (failure: unknown) => void) {
    this.dialect = dialect;
    this.site = site;
    this.#host = host;
    this.#report = report;
    this.#answer = dialect.createSystem(site);
    this.pushes =
      dialect.announce === undefined
        ? null
        : new PushQueue({
            send: (push, callback, signal) => this.#push(push, callback, signal),
            isHeld: () => this.#fault?.kind === 'hang' || !this.listening,
            report,
          });
    this.#server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (incoming, response) => {
      this.#serve(incoming, response).catch((failure: unknown) => {
        // A caller who went away is no failure of ours.
        if (incoming.complete && !response.destroyed) this.#report(failure);
        response.destroy();
      });
    });
  }

  /** `public-security/430000`. */
  get id(): string {
    return `${this.site.department}/${this.site.jurisdiction}`;
  }

  get url(): string {
    return `http://${urlHost(this.#host)}:${this.#port}${this.dialect.basePath}`;
  }

  get fault(): Fault | null {
    return this.#fault;
  }

  get listening(): boolean {
    return this.#server.listening;
  }

  get port(): number {
    return this.#port;
  }

  /**
   * @param wish - the port to take if it is free; 0 for any.
   * @throws {Error} when no port can be opened.
   */
  start(wish: number): Promise<void> {
    return this.#take(async () => {
      this.#port = await openPort(this.#server, this.#host, wish, false);
    });
  }

  /**
   * Misbehaves from now on; `null` ends it. Requests that were accepted before keep their old fault.
   *
   * @throws {RangeError} for a fault that the dialect cannot have.
   * @throws {Error} when the port cannot be opened again.
   */
  async setFault(fault: Fault | null): Promise<void> {
    if ((fault?.kind === 'xxe' || fault?.kind === 'billion-laughs') && !this.#isXml) {
      throw new RangeError(`${fault.kind} is for dialects of XML; ${this.dialect.name} has none`);
    }
    if (fault?.kind === 'unruly-pushes' && this.pushes === null) {
      throw new RangeError(`${this.dialect.name} calls nobody`);
    }
    clearTimeout(this.#flapping);
    this.#fault = fault;
    await this.#take(() => (fault?.kind === 'refuse' ? this.#shut() : this.#open()));
    if (fault?.kind === 'flapping' && this.#fault === fault) this.#flap(fault, 'down');
    this.pushes?.wake();
  }

  /**
   * Calls the partner there from now on, and tells everything that the system tells of its own accord.
   *
   * @param url - `null` for nowhere.
   * @throws {RangeError} for a system that only answers.
   */
  setCallback(url: string | null): void {
    if (this.pushes === null) throw new RangeError(`${this.dialect.name} calls nobody`);
    this.pushes.setCallback(url);
    const announced = url === null ? [] : (this.dialect.announce?.(this.site, this.#twist()) ?? []);
    this.pushes.put(announced, false);
  }

  /** Ends all connections and frees the port. */
  close(): Promise<void> {
    clearTimeout(this.#flapping);
    this.#fault = null;
    this.pushes?.close();
    return this.#take(() => this.#shut());
  }

  get #isXml(): boolean {
    return this.dialect.name === 'gbk-xml' || this.dialect.name === 'collaboration-bus';
  }

  get #world(): World {
    return this.#fault?.kind === 'wrong-person' ? this.#wrongPersonWorld() : this.site.world;
  }

  #twist(): AnswerTwist {
    return twistOf(this.#fault, this.site.clock());
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    // An abort makes an exception with its stack, so it is kept for callers who are really gone.
    response.once('close', () => {
      if (!response.writableFinished) gone.abort();
    });
    const arrivedAt = performance.now();
    const request = await readRequest(incoming);
    if (request === null) {
      response.writeHead(413, { connection: 'close' }).end();
      return;
    }
    const fault = this.#fault;
    const answer = this.#answer(request, this.#world, this.#twist());
    if (answer.operation !== null) this.calls.note(answer.operation, answer.asked, answer.part);
    const { pushes = [] } = answer;
    await this.pushes?.putEarly(pushes.filter(({ isEarly }) => isEarly));
    try {
      if (fault?.kind === 'hang') return;
      await sendAnswer(response, spoilAnswer(answer, fault, this.#isXml), { fault, arrivedAt }, gone.signal);
    } finally {
      // Whether the caller heard the answer or not, the system has taken the call.
      this.pushes?.put(
        pushes.filter(({ isEarly }) => !isEarly),
        true,
      );
    }
  }

  /** One attempt; with copies, one of them that settles the message is enough. */
  async #push(push: Push, callback: string, signal: AbortSignal): Promise<boolean> {
    const fault = this.#fault;
    const message = push.write(this.#world, this.#twist());
    if (message === null) return false;
    const spoiled = spoilAnswer({ ...message, status: 200 }, fault, this.#isXml);
    const copies = Array.from({ length: push.copies }, () => postPush(callback, spoiled, fault, signal));
    const answers = await Promise.all(copies);
    return answers.some((answer) => answer !== null && message.isSettledBy(answer));
  }

  #wrongPersonWorld(): World {
    this.#wrongWorld ??= createWrongPersonWorld(this.site.world);
    return this.#wrongWorld;
  }

  #flap(fault: Fault & { readonly kind: 'flapping' }, to: 'up' | 'down'): void {
    this.#flapping = setTimeout(
      () => {
        this.#take(() => (to === 'down' ? this.#shut() : this.#open()))
          .catch(this.#report)
          .finally(() => {
            if (this.#fault === fault) this.#flap(fault, to === 'down' ? 'up' : 'down');
          });
      },
      to === 'down' ? fault.upMs : fault.downMs,
    ).unref();
  }

  #take(step: () => Promise<void>): Promise<void> {
    const taken = this.#turn.then(step);
    this.#turn = taken.catch(() => undefined);
    return taken;
  }

  async #open(): Promise<void> {
    if (!this.#server.listening) await openPort(this.#server, this.#host, this.#port, true);
  }

  #shut(): Promise<void> {
    return shutPort(this.#server);
  }
}
