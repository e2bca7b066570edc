import { createWrongPersonWorld } from '../faults/createWrongPersonWorld.ts';
import type { Fault } from '../faults/Fault.ts';
import { twistOf } from '../faults/twistOf.ts';
import type { SandboxDialect, SandboxSite } from '../SandboxDialect.ts';
import type { SandboxNodeDialect } from '../SandboxNodeDialect.ts';
import type { World } from '../world/World.ts';
import { CallLog } from './CallLog.ts';
import { createFrameFront } from './createFrameFront.ts';
import { createHttpFront } from './createHttpFront.ts';
import { deliverFrame } from './deliverFrame.ts';
import type { Conduct, Front, FrontDesk } from './Front.ts';
import { Outbox, type OutboxCounts } from './Outbox.ts';
import { openPort } from './openPort.ts';
import { shutPort } from './shutPort.ts';
import { urlHost } from './urlHost.ts';

/** One simulated system on its own port. */
export class SystemServer {
  readonly dialect: SandboxDialect | SandboxNodeDialect;
  readonly site: SandboxSite;
  readonly calls = new CallLog();
  readonly #report: (failure: unknown) => void;
  readonly #host: string;
  readonly #front: Front;
  /** `null` for a system that only answers. */
  readonly #outbox: Outbox | null;
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
    const desk: FrontDesk = { calls: this.calls, report, conduct: () => this.#conduct() };
    if (!('transport' in dialect)) {
      this.#outbox = null;
      this.#front = createHttpFront(dialect, site, desk);
      return;
    }
    const system = dialect.createSystem(site, () => this.callback !== null);
    this.#outbox = new Outbox((message, address, signal) => deliverFrame(system, message, address, signal));
    this.#front = createFrameFront(system, desk, this.#outbox);
  }

  get url(): string {
    return `${this.#front.scheme}://${urlHost(this.#host)}:${this.#port}${this.dialect.basePath}`;
  }

  get fault(): Fault | null {
    return this.#fault;
  }

  /** Who hears what the system says by itself; `null` when nobody does. */
  get callback(): string | null {
    return this.#outbox?.address ?? null;
  }

  /** What became of the messages; `null` for a system that only answers. */
  get messages(): OutboxCounts | null {
    return this.#outbox?.counts ?? null;
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
    clearTimeout(this.#flapping);
    this.#fault = fault;
    await this.#take(() => (fault?.kind === 'refuse' ? this.#shut() : this.#open()));
    if (fault?.kind === 'flapping' && this.#fault === fault) this.#flap(fault, 'down');
  }

  /**
   * Registers the listener of the other side; `null` ends it.
   *
   * @param url - `tcp://host:port`.
   * @throws {RangeError} for another address, and for a dialect that has nothing to say by itself.
   */
  setCallback(url: string | null): void {
    if (this.#outbox === null) throw new RangeError(`${this.dialect.name} says nothing by itself`);
    if (url !== null && !/^tcp:\/\/[^/?#@]+:\d{1,5}$/.test(url)) {
      throw new RangeError('the address is not of the form tcp://host:port');
    }
    if (url !== null && !URL.canParse(url)) throw new RangeError('the address has no such host or port');
    this.#outbox.register(url === null ? null : new URL(url));
  }

  /** Ends all connections and frees the port. */
  close(): Promise<void> {
    clearTimeout(this.#flapping);
    this.#fault = null;
    this.#outbox?.close();
    return this.#take(() => this.#shut());
  }

  get #isXml(): boolean {
    return this.dialect.name === 'gbk-xml' || this.dialect.name === 'settlement-node';
  }

  #conduct(): Conduct {
    const fault = this.#fault;
    const world = fault?.kind === 'wrong-person' ? this.#wrongPersonWorld() : this.site.world;
    return { fault, world, twist: twistOf(fault, this.site.clock()) };
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
