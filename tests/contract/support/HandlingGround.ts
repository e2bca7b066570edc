import { vi } from 'vitest';
import type { AdapterResources } from '../../../adapters/AdapterResources.ts';
import type { StepPort } from '../../../adapters/steps/StepPort.ts';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/startSandbox.ts';
import { FakeClock } from '../../adapters/transport/FakeClock.ts';
import type { GivenFault } from './ContractSandbox.ts';
import { CONTRACT_NOW } from './contractNow.ts';
import { createResources } from './createResources.ts';
import { createStepStore, type StepStore } from './createStepStore.ts';
import { finalAnswer } from './finalAnswer.ts';
import { type HandlingSystemName, handlingSystem } from './handlingSystems.ts';
import { idOf } from './idOf.ts';
import { type GivenSwitch, type KeyOfStep, SystemGovernor } from './SystemGovernor.ts';

/** An adapter of a place's system, and how it is asked. */
export interface Handler {
  readonly step: StepPort;
  readonly store: StepStore;
  /** Asks once. */
  submit(request: StepRequest): Promise<StepResult>;
  /** Asks, and where the system says by itself what came of it, waits for that. */
  perform(request: StepRequest): Promise<StepResult>;
  /** The last final answer that the system gave by itself. */
  toldOf(request: StepRequest): Promise<StepResult>;
  find(request: StepRequest): Promise<StepResult | null>;
}

const { signal } = new AbortController();

/** Which simulated system: its kind, and its place. */
export interface GroundOf {
  readonly name: HandlingSystemName;
  /** Default: the usual one of its kind. */
  readonly jurisdiction?: string;
}

/** A simulated system that handles, the port by which it is governed, and adapters of it. One clock stands for all. */
export class HandlingGround {
  readonly clock: FakeClock;
  readonly #sandbox: Sandbox;
  readonly #name: HandlingSystemName;
  readonly #id: string;
  readonly #governor: SystemGovernor;
  readonly #stops: (() => Promise<void>)[] = [];

  private constructor(sandbox: Sandbox, clock: FakeClock, system: GroundOf) {
    this.#sandbox = sandbox;
    this.clock = clock;
    this.#name = system.name;
    this.#id = systemOf(system);
    this.#governor = new SystemGovernor(sandbox.adminUrl, this.#id);
  }

  /** Systems of one sandbox; closing any of them closes all. */
  static async start(systems: readonly GroundOf[]): Promise<readonly HandlingGround[]> {
    const clock = new FakeClock();
    const ids = new Set(systems.map(systemOf));
    const sandbox = await startSandbox({
      systems: ({ id }) => ids.has(id),
      clock: () => CONTRACT_NOW + clock.now(),
    });
    return systems.map((system) => new HandlingGround(sandbox, clock, system));
  }

  /** Epoch ms, of the system and of the adapters. */
  readonly now = (): number => CONTRACT_NOW + this.clock.now();

  /** As the sandbox prints it. */
  get options(): Readonly<Record<string, unknown>> {
    return this.#system().options;
  }

  /** An adapter with a store of its own that listens where the system calls, in the place of any before it. */
  async listen(given: Partial<AdapterResources> = {}): Promise<Handler> {
    const store = createStepStore();
    const { handler, inbound } = this.#connect({ store, ...given }, store);
    if (inbound === undefined) return handler;
    const { url, stop } = await inbound.start();
    this.#stops.push(stop);
    await this.#governor.admin('PUT', 'callback', { url });
    // What it tells of its own accord is out of the way.
    await this.everythingTold();
    return handler;
  }

  /**
   * One more adapter that asks, with no memory of failures, and hears what another one is told; one of a node asks through
   * the adapter that listens, which has that memory.
   */
  connect({ store }: Pick<Handler, 'store'>, given: Partial<AdapterResources> = {}): Handler {
    const { handler, inbound } = this.#connect({ store, ...given }, store);
    // Of a place that has one node only one adapter owns it; others ask through that one, once they have joined.
    if (inbound === undefined || handlingSystem(this.#name).dialect !== 'settlement-node') return handler;
    const joined = inbound.start();
    this.#stops.push(async () => (await joined).stop());
    const after =
      <Asked, Answer>(ask: (asked: Asked) => Promise<Answer>) =>
      async (asked: Asked) => {
        await joined;
        return ask(asked);
      };
    const { submit, perform, find } = handler;
    return { ...handler, submit: after(submit), perform: after(perform), find: after(find) };
  }

  /** @param action - `all` for all. */
  switchOn(action: string, to: GivenSwitch): Promise<void> {
    return this.#governor.switchOn(action, to);
  }

  setFault(fault: GivenFault): Promise<void> {
    return this.#governor.setFault(fault);
  }

  /** All switches and faults off. */
  heal(): Promise<void> {
    return this.#governor.heal();
  }

  /** Ends what is in work. */
  decide(step: KeyOfStep, decision?: Readonly<Record<string, unknown>>): Promise<void> {
    return this.#governor.decide(step, decision);
  }

  /** Lets the system say once more what came of a step. */
  tellAgain(step: KeyOfStep): Promise<void> {
    return this.#governor.tellAgain(step);
  }

  /** What stands in the books under a key, and how often it came and had an effect. */
  ledgerOf(step: KeyOfStep) {
    return this.#governor.ledgerOf(step);
  }

  /** Resolves when the system has nothing to tell any more. */
  everythingTold(): Promise<void> {
    return this.#governor.everythingTold();
  }

  /** Ends the adapters that listen. */
  async stop(): Promise<void> {
    await Promise.all(this.#stops.splice(0).map((stop) => stop()));
  }

  async close(): Promise<void> {
    await this.stop();
    await this.#sandbox.close();
  }

  #connect(given: Partial<AdapterResources>, store: StepStore) {
    const { dialect, connect } = handlingSystem(this.#name);
    const { jurisdiction, url, options } = this.#system();
    const { step, inbound } = connect(
      {
        jurisdiction: parseDivisionCode(jurisdiction),
        dialect,
        url,
        options,
        inbound: { host: '127.0.0.1', port: 0 },
      },
      createResources({ now: this.now, clock: this.clock, ...given }),
    );
    if (step === undefined) throw new RangeError(`${dialect} does not handle in ${jurisdiction}`);
    // Each begins in a millisecond of its own: within one, what two processes number may meet by chance, and in time it would.
    this.clock.advance(1);
    const submit = async (request: StepRequest) => {
      store.know(request.businessKey);
      return step.submit(request, signal);
    };
    const toldOf = (request: StepRequest) =>
      vi.waitFor(() => finalAnswer(store, request), { timeout: 10_000, interval: 5 });
    const isTold = inbound !== undefined;
    const handler: Handler = {
      step,
      store,
      submit,
      toldOf,
      perform: async (request) => {
        const result = await submit(request);
        return isTold && result.outcome === 'PENDING' ? toldOf(request) : result;
      },
      find: async (request) => {
        if (step.find === null) throw new RangeError(`${dialect} cannot be asked`);
        return step.find(request, signal);
      },
    };
    return { handler, inbound };
  }

  #system() {
    const system = this.#sandbox.systems.find(({ id }) => id === this.#id);
    if (system === undefined) throw new RangeError(`${this.#id} was not started`);
    return system;
  }
}

function systemOf({ name, jurisdiction }: GroundOf): string {
  const system = handlingSystem(name);
  return idOf(system.dialect, jurisdiction ?? system.jurisdiction);
}
