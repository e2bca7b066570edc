import { vi } from 'vitest';
import { z } from 'zod';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { HandlingSwitch } from '../../../sandbox/handling/HandlingSwitch.ts';
import type { GivenFault } from './ContractSandbox.ts';

/** A switch as an operator writes it: what has a default may be left out. */
export type GivenSwitch = { readonly kind: HandlingSwitch['kind'] } & Readonly<Record<string, unknown>>;

/** Which step is meant. */
export type KeyOfStep = Pick<StepRequest, 'businessKey'>;

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

/** What an operator does to one simulated system that handles, through the admin port of its sandbox. */
export class SystemGovernor {
  readonly #adminUrl: string;
  readonly #id: string;

  /** @param id - `department/jurisdiction`. */
  constructor(adminUrl: string, id: string) {
    this.#adminUrl = adminUrl;
    this.#id = id;
  }

  /** @param action - `all` for all. */
  async switchOn(action: string, to: GivenSwitch): Promise<void> {
    await this.admin('PUT', `handling/${action}`, to);
  }

  async setFault(fault: GivenFault): Promise<void> {
    await this.admin('PUT', 'fault', fault);
  }

  /** All switches and faults off. */
  async heal(): Promise<void> {
    await this.admin('DELETE', 'handling');
    await this.admin('DELETE', 'fault');
  }

  /** Ends what is in work. */
  async decide(
    { businessKey }: KeyOfStep,
    decision: Readonly<Record<string, unknown>> = { outcome: 'done' },
  ): Promise<void> {
    await this.admin('POST', `ledger/${businessKey}/decide`, decision);
  }

  /** Lets the system say once more what came of a step. */
  async tellAgain({ businessKey }: KeyOfStep): Promise<void> {
    await this.admin('POST', `ledger/${businessKey}/feedback`);
  }

  /** What stands in the books under a key, and how often it came and had an effect. */
  async ledgerOf({ businessKey }: KeyOfStep) {
    const { entries, keys } = ledger.parse(await this.admin('GET', 'ledger'));
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
        const { waiting } = pushState.parse(await this.admin('GET', 'callback'));
        if (waiting > 0) throw new Error('it has not told everything yet');
      },
      { timeout: 20_000, interval: 20 },
    );
  }

  /** One run of a system that works in runs. */
  async run(): Promise<void> {
    await this.admin('POST', 'run');
  }

  /** What the admin port answers under the system's path. @throws {Error} with its reason when it refuses. */
  async admin(method: string, path: string, body?: object): Promise<unknown> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${this.#adminUrl}/systems/${this.#id}/${path}`, init);
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  }
}
