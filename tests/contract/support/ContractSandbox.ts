import { z } from 'zod';
import type { Place } from '../../../adapters/Place.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import type { Fault } from '../../../sandbox/faults/Fault.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/startSandbox.ts';
import { CONTRACT_NOW } from './contractNow.ts';

/** A fault as an operator writes it: what has a default may be left out. */
export type GivenFault = { readonly kind: Fault['kind'] } & Readonly<Record<string, unknown>>;

/** Calls that passed the system's door, and the persons that they asked about. */
export interface CallCount {
  readonly calls: number;
  readonly persons: number;
  readonly duplicates: number;
}

const systemRows = z.array(
  z.object({
    id: z.string(),
    counters: z.object({ calls: z.number(), persons: z.number(), duplicates: z.number() }),
  }),
);

/** Simulated systems, and the port by which they are made to fail; the clock stands at `CONTRACT_NOW`. */
export class ContractSandbox {
  readonly #sandbox: Sandbox;

  private constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  /** @param ids - the systems needed, `department/jurisdiction`. */
  static async start(ids: readonly string[]): Promise<ContractSandbox> {
    const wanted = new Set(ids);
    const settings = {
      systems: ({ id }: { readonly id: string }) => wanted.has(id),
      clock: () => CONTRACT_NOW,
    };
    return new ContractSandbox(await startSandbox(settings));
  }

  /** @throws {RangeError} for a system that was not started. */
  place(id: string): Place {
    const system = this.#sandbox.systems.find((running) => running.id === id);
    if (system === undefined) throw new RangeError(`${id} was not started`);
    const { jurisdiction, dialect, url, options } = system;
    return { jurisdiction: parseDivisionCode(jurisdiction), dialect, url, options };
  }

  async setFault(id: string, fault: GivenFault): Promise<void> {
    await this.#admin('PUT', `/systems/${id}/fault`, fault);
  }

  async clearFault(id: string): Promise<void> {
    await this.#admin('DELETE', `/systems/${id}/fault`);
  }

  /** Since the start, or the last `resetCalls`. */
  async callsOf(id: string): Promise<CallCount> {
    const rows = systemRows.parse(await this.#admin('GET', '/systems'));
    const row = rows.find((system) => system.id === id);
    if (row === undefined) throw new RangeError(`${id} was not started`);
    return row.counters;
  }

  async resetCalls(): Promise<void> {
    await this.#admin('POST', '/calls/reset');
  }

  async close(): Promise<void> {
    await this.#sandbox.close();
  }

  async #admin(method: string, path: string, body?: object): Promise<unknown> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${this.#sandbox.adminUrl}${path}`, init);
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  }
}
