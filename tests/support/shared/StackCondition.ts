import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { queryOnce } from '../queryOnce.ts';
import type { Stack } from '../Stack.ts';
import { untilWell } from './untilWell.ts';

const places = z.array(z.object({ department: z.string(), jurisdiction: z.string(), dialect: z.string() }));
const callback = z.object({ url: z.string().nullable(), paused: z.boolean(), waiting: z.number() });
const CALLING = ['collaboration-bus', 'settlement-node'];
const READY = /^\S+ is ready \(process \d+\)$/gm;

/** What borrowers may have changed, as far as it stays: processes, configuration, persons, where systems call. */
interface Marks {
  /** Roles that were started, again or for the first time. */
  readonly started: readonly string[];
  readonly partitions: unknown;
  readonly callbacks: readonly (string | null)[];
  readonly persons: unknown;
}

/** How a product was when it was new, to be restored between two borrowers. */
export class StackCondition {
  readonly #stack: Stack;
  readonly #databaseUrl: string;
  readonly #calling: readonly string[];
  readonly #partitions: string;
  #marks: Marks | null = null;

  private constructor(
    stack: Stack,
    given: {
      readonly databaseUrl: string;
      readonly calling: readonly string[];
      readonly partitions: string;
    },
  ) {
    this.#stack = stack;
    this.#databaseUrl = given.databaseUrl;
    this.#calling = given.calling;
    this.#partitions = given.partitions;
  }

  /** Of a product that was just started. */
  static async of(stack: Stack, databaseUrl: string): Promise<StackCondition> {
    const calling = places
      .parse(await stack.govern('GET', '/places'))
      .filter(({ dialect }) => CALLING.includes(dialect))
      .map(({ department, jurisdiction }) => `${department}/${jurisdiction}`);
    const partitions = await readFile(partitionsFile(stack), 'utf8');
    const condition = new StackCondition(stack, { databaseUrl, calling, partitions });
    condition.#marks = await condition.#read();
    return condition;
  }

  /**
   * Takes back what can be taken back: faults, counters, the writing of the partitions file; closes circuit breakers and
   * makes them forget; waits until all systems have told what they have to tell.
   *
   * @param isGoverned - whether systems were made to fail.
   * @returns what is off all the same, `null` when nothing is.
   */
  async restore(isGoverned: boolean): Promise<string | null> {
    try {
      await this.#stack.clearFaults();
      await this.#stack.govern('POST', '/calls/reset');
      const marks = await this.#read();
      const changed = Object.entries(this.#marks ?? {}).filter(
        ([name, before]) =>
          !isDeepStrictEqual(before, Object.entries(marks).find(([key]) => key === name)?.[1]),
      );
      if (changed.length > 0) return `other ${changed.map(([name]) => name).join(', ')} than before`;
      await writeFile(partitionsFile(this.#stack), this.#partitions);
      return await untilWell(this.#stack, { waiting: () => this.#waiting(), isGoverned });
    } catch (error) {
      return error instanceof Error ? error.message : 'it cannot be asked';
    }
  }

  async #read(): Promise<Marks> {
    const states = await this.#callbacks();
    return {
      started: [...(await readFile(`${this.#stack.folder}.log`, 'utf8')).matchAll(READY)].map(
        ([line]) => line,
      ),
      partitions: JSON.parse(await readFile(partitionsFile(this.#stack), 'utf8')),
      callbacks: states.map(({ url, paused }) => (paused ? null : url)),
      persons: await queryOnce(this.#databaseUrl, PERSONS),
    };
  }

  async #callbacks(): Promise<readonly z.infer<typeof callback>[]> {
    return Promise.all(
      this.#calling.map(async (system) =>
        callback.parse(await this.#stack.govern('GET', `/systems/${system}/callback`)),
      ),
    );
  }

  /** Messages that systems have not got rid of. */
  async #waiting(): Promise<number> {
    return (await this.#callbacks()).reduce((total, { waiting }) => total + waiting, 0);
  }
}

const partitionsFile = ({ folder }: Stack) => join(folder, 'partitions.json');

/** Who is known, and what was said of where their records lie by anybody but the index, which says it when it is asked. */
const PERSONS = `
  select (select md5(string_agg(h.holder_id::text, ' ' order by h.holder_id)) from people.holders h) as holders,
         (select md5(string_agg(s::text, ' ' order by s::text)) from people.subjects s) as subjects,
         (select md5(string_agg(g::text, ' ' order by g::text)) from people.holdings g) as holdings,
         (select count(*) from people.declarations) as declarations,
         (select count(*) from people.place_statements where source <> 'INDEX') as statements`;
