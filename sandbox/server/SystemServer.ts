import type { AnswerTwist } from '../AnswerTwist.ts';
import { createWrongPersonWorld } from '../faults/createWrongPersonWorld.ts';
import type { Fault } from '../faults/Fault.ts';
import { twistOf } from '../faults/twistOf.ts';
import type { HandlingDesk } from '../handling/HandlingDesk.ts';
import type { Push } from '../pushes/Push.ts';
import { PushQueue } from '../pushes/PushQueue.ts';
import type { SandboxDialect, SandboxSite } from '../SandboxDialect.ts';
import type { SandboxNodeDialect } from '../SandboxNodeDialect.ts';
import type { World } from '../world/World.ts';
import { CallLog } from './CallLog.ts';
import { createFrameFront } from './createFrameFront.ts';
import { createHttpFront } from './createHttpFront.ts';
import type { Front, FrontDesk } from './Front.ts';
import { openPort } from './openPort.ts';
import type { RunningSystem } from './RunningSystem.ts';
import { shutPort } from './shutPort.ts';
import { urlHost } from './urlHost.ts';

/** One simulated system on its own port. */
export class SystemServer implements RunningSystem {
  readonly dialect: SandboxDialect | SandboxNodeDialect;
  readonly site: SandboxSite;
  readonly calls = new CallLog();
  /** What the system has to tell its partner; `null` for a system that only answers. */
  readonly pushes: PushQueue | null;
  readonly desk: HandlingDesk | null;
  readonly #report: (failure: unknown) => void;
  readonly #host: string;
  readonly #front: Front;
  #wrongWorld: World | undefined;
  #port = 0;
  #fault: Fault | null = null;
  #flapping: NodeJS.Timeout | undefined;
  /** Opening and closing the port happen one after the other. */
  #turn: Promise<void> = Promise.resolve();

  /** @param report - told of every failure that is the sandbox's own. */
  constructor(
    dialect: SandboxDialect | SandboxNodeDialect,
    site: SandboxSite,
    host: string,
    report: (failure: unknown) => void,
  ) {
    this.dialect = dialect;
    this.site = site;
    this.#host = host;
    this.#report = report;
    const callsPartner = 'transport' in dialect || dialect.announce !== undefined;
    this.pushes = callsPartner
      ? new PushQueue({
          send: (push, callback, signal) => this.#push(push, callback, signal),
          isHeld: () => this.#fault?.kind === 'hang' || !this.listening,
          report,
        })
      : null;
    const desk: FrontDesk = {
      calls: this.calls,
      pushes: this.pushes,
      report,
      conduct: () => ({ fault: this.#fault, world: this.#world, twist: this.#twist() }),
    };
    this.desk = dialect.createDesk?.(site) ?? null;
    const handling = this.desk === null ? site : { ...site, desk: this.desk };
    this.#front =
      'transport' in dialect
        ? createFrameFront(dialect, handling, desk)
        : createHttpFront(dialect, handling, desk);
  }

  /** `public-security/430000`. */
  get id(): string {
    return `${this.site.department}/${this.site.jurisdiction}`;
  }

  get url(): string {
    return `${this.#front.scheme}://${urlHost(this.#host)}:${this.#port}${this.dialect.basePath}`;
  }

  get fault(): Fault | null {
    return this.#fault;
  }

  get listening(): boolean {
    return this.#front.server.listening;
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
      this.#port = await openPort(this.#front.server, this.#host, wish, false);
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
   * @throws {RangeError} for a system that only answers, and for an address that its transport does not reach.
   */
  setCallback(url: string | null): void {
    const { dialect, pushes } = this;
    if (pushes === null) throw new RangeError(`${dialect.name} calls nobody`);
    const { scheme } = this.#front;
    if (url !== null && !url.startsWith(`${scheme}://`)) {
      throw new RangeError(`${dialect.name} calls ${scheme} addresses`);
    }
    pushes.setCallback(url);
    if (url === null || 'transport' in dialect) return;
    pushes.put(dialect.announce?.(this.site, this.#twist()) ?? [], false);
  }

  /** Ends all connections and frees the port. */
  close(): Promise<void> {
    clearTimeout(this.#flapping);
    this.#fault = null;
    this.pushes?.close();
    return this.#take(() => this.#shut());
  }

  get #isXml(): boolean {
    return ['gbk-xml', 'collaboration-bus', 'settlement-node'].includes(this.dialect.name);
  }

  get #world(): World {
    return this.#fault?.kind === 'wrong-person' ? this.#wrongPersonWorld() : this.site.world;
  }

  #twist(): AnswerTwist {
    return twistOf(this.#fault, this.site.clock());
  }

  /** One attempt; with copies, one of them that settles the message is enough. */
  async #push(push: Push, callback: string, signal: AbortSignal): Promise<boolean> {
    const fault = this.#fault;
    const message = push.write(this.#world, this.#twist());
    if (message === null) return false;
    const copies = Array.from({ length: push.copies }, () =>
      this.#front.call(callback, message, fault, signal),
    );
    const answers = await Promise.all(copies);
    const settling = answers.find((answer) => answer !== null && message.isSettledBy(answer)) ?? null;
    if (settling !== null) this.pushes?.put(message.followUps?.(settling) ?? [], true);
    return settling !== null;
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
    const { server } = this.#front;
    if (!server.listening) await openPort(server, this.#host, this.#port, true);
  }

  #shut(): Promise<void> {
    return shutPort(this.#front);
  }
}
