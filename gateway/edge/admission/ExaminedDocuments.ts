import type { GraphQLSchema } from 'graphql';
import type { ExaminedOperation } from './ExaminedOperation.ts';

/** What may be remembered at all; and how long a text may be for that, unless it is approved. */
const DOCUMENTS = 4_000;
const CHARACTERS = 4 * 2 ** 20;
const LONGEST = 16_384;

/** Documents that were found to be within the limits, for one supergraph; those that did not come for longest go first. */
export class ExaminedDocuments {
  readonly #documents = new Map<string, readonly ExaminedOperation[]>();
  #schema: GraphQLSchema | undefined;
  #characters = 0;

  /** @param schema - of this moment; with another one everything is forgotten. */
  find(text: string, schema: GraphQLSchema): readonly ExaminedOperation[] | undefined {
    if (this.#schema !== schema) this.clear();
    this.#schema = schema;
    const operations = this.#documents.get(text);
    if (operations === undefined) return undefined;
    this.#documents.delete(text);
    this.#documents.set(text, operations);
    return operations;
  }

  remember(text: string, operations: readonly ExaminedOperation[], isApproved: boolean): void {
    if (text.length > LONGEST && !isApproved) return;
    this.#documents.set(text, operations);
    this.#characters += text.length;
    for (const [oldest] of this.#documents) {
      if (this.#documents.size <= DOCUMENTS && this.#characters <= CHARACTERS) break;
      this.#documents.delete(oldest);
      this.#characters -= oldest.length;
    }
  }

  clear(): void {
    this.#documents.clear();
    this.#characters = 0;
  }
}
