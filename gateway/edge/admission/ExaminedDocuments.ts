import type { GraphQLSchema } from 'graphql';
import type { ExaminedOperation } from './ExaminedOperation.ts';

/** What may be remembered at all; and how long a text may be for that, unless it is approved. */
const DOCUMENTS = 4_000;
const CHARACTERS = 4 * 2 ** 20;
const LONGEST = 16_384;

/**
 * Documents that were found to be within the limits, for one supergraph; those that did not come for longest go first.
 *
 * They stand in two halves: where the younger one is full it becomes the older one, of which only what comes again stays. So
 * finding one changes nothing as a rule; an order by last use would be changed by every request.
 */
export class ExaminedDocuments {
  #younger = new Map<string, readonly ExaminedOperation[]>();
  #older = new Map<string, readonly ExaminedOperation[]>();
  /** Of the younger half. */
  #characters = 0;
  #schema: GraphQLSchema | undefined;
  /** Texts that were remembered until everything was forgotten. */
  #former: ReadonlySet<string> = new Set();

  /** @param schema - of this moment; with another one everything is forgotten. */
  find(text: string, schema: GraphQLSchema): readonly ExaminedOperation[] | undefined {
    if (this.#schema !== schema) this.clear();
    this.#schema = schema;
    const young = this.#younger.get(text);
    if (young !== undefined) return young;
    const old = this.#older.get(text);
    if (old !== undefined) this.#keep(text, old);
    return old;
  }

  remember(text: string, operations: readonly ExaminedOperation[], isApproved: boolean): void {
    if (text.length <= LONGEST || isApproved) this.#keep(text, operations);
  }

  /** Whether it was remembered for other limits or another supergraph. */
  isFamiliar(text: string): boolean {
    return this.#former.has(text);
  }

  clear(): void {
    if (this.#younger.size > 0) this.#former = new Set([...this.#younger.keys(), ...this.#older.keys()]);
    this.#younger.clear();
    this.#older.clear();
    this.#characters = 0;
  }

  #keep(text: string, operations: readonly ExaminedOperation[]): void {
    const isFull = this.#younger.size >= DOCUMENTS / 2 || this.#characters + text.length > CHARACTERS / 2;
    if (isFull) {
      this.#older = this.#younger;
      this.#younger = new Map();
      this.#characters = 0;
    }
    this.#younger.set(text, operations);
    this.#characters += text.length;
  }
}
