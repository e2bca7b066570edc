import { vi } from 'vitest';
import { z } from 'zod';
import type { AdapterResources } from '../../../adapters/AdapterResources.ts';
import type { StepPort } from '../../../adapters/steps/StepPort.ts';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import type { HandlingSwitch } from '../../../sandbox/handling/HandlingSwitch.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/startSandbox.ts';
import { FakeClock } from '../../adapters/transport/FakeClock.ts';
import type { GivenFault } from './ContractSandbox.ts';
import { CONTRACT_NOW } from './contractNow.ts';
import { createResources } from './createResources.ts';
import { createStepStore, type StepStore } from './createStepStore.ts';
import { type HandlingSystemName, handlingSystem } from './handlingSystems.ts';
import { idOf } from './idOf.ts';

/** A switch as an operator writes it: what has a default may be left out. */
export type GivenSwitch = { readonly kind: HandlingSwitch['kind'] } & Readonly<Record<string, unknown>>;

const ledger = z.object({
  entries: z.array(
    z.object({
      businessKey: z.string(),
      collaborationNumber: z.string(),
      action: z.string(),
      item: z.string(),
      accepting: z.string(),
      owning: z.string(),
      applicant: z.string(),
      parties: z.array(z.object({ role: z.string(), number: z.string() })),
      fields: z.record(z.string(), z.string()),
      status: z.string(),
      refusal: z.string().nullable(),
      outputs: z.record(z.string(), z.string()),
    }),
  ),
  keys: z.array(
    z.object({
      businessKey: z.string(),
      attempts: z.number(),
      entries: z.number(),
      effects: z.number(),
    }),
  ),
});
const pushState = z.object({ waiting: z.number() });

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
  readonly #stops: (() => Promise<void>)[] = [];

  private constructor(sandbox: Sandbox, clock: FakeClock, system: GroundOf) {
    this.#sandbox = sandbox;
    this.clock = clock;
    this.#name = system.name;
    this.#id = systemOf(system);
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
    await this.#admin('PUT', 'callback', { url });
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
  async switchOn(action: string, to: GivenSwitch): Promise<void> {
    await this.#admin('PUT', `handling/${action}`, to);
  }

  async setFault(fault: GivenFault): Promise<void> {
    await this.#admin('PUT', 'fault', fault);
  }

  /** All switches and faults off. */
  async heal(): Promise<void> {
    await this.#admin('DELETE', 'handling');
    await this.#admin('DELETE', 'fault');
  }

  /** Ends what is in work. */
  async decide(
    { businessKey }: Pick<StepRequest, 'businessKey'>,
    decision: Readonly<Record<string, unknown>> = { outcome: 'done' },
  ): Promise<void> {
    await this.#admin('POST', `ledger/${businessKey}/decide`, decision);
  }

  /** Lets the system say once more what came of a step. */
  async tellAgain({ businessKey }: Pick<StepRequest, 'businessKey'>): Promise<void> {
    await this.#admin('POST', `ledger/${businessKey}/feedback`);
  }

  /** What stands in the books under a key, and how often it came and had an effect. */
  async ledgerOf({ businessKey }: Pick<StepRequest, 'businessKey'>) {
    const { entries, keys } = ledger.parse(await this.#admin('GET', 'ledger'));
    const { attempts, effects } = keys.find((key) => key.businessKey === businessKey) ?? {
      attempts: 0,
      effects: 0,
    };
    return { entries: entries.filter((entry) => entry.businessKey === businessKey), attempts, effects };
  }

  /** Resolves when the system has nothing to tell any more. */
  async everythingTold(): Promise<void> {
    await vi.waitFor(
      async () => {
        const { waiting } = pushState.parse(await this.#admin('GET', 'callback'));
        if (waiting > 0) throw new Error('it has not told everything yet');
      },
      { timeout: 20_000, interval: 20 },
    );
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

  async #admin(method: string, path: string, body?: object): Promise<unknown> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${this.#sandbox.adminUrl}/systems/${this.#id}/${path}`, init);
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  }
}

function systemOf({ name, jurisdiction }: GroundOf): string {
  const system = handlingSystem(name);
  return idOf(system.dialect, jurisdiction ?? system.jurisdiction);
}

function finalAnswer({ told }: StepStore, { businessKey }: StepRequest): StepResult {
  const last = told.findLast(
    ({ businessKey: key, result: { outcome } }) =>
      key === businessKey && (outcome === 'DONE' || outcome === 'REFUSED'),
  );
  if (last === undefined) throw new Error('nothing final was told yet');
  return last.result;
}
