import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { EntityFetch } from '../execute/EntityFetcher.ts';
import { makeRoom } from '../execute/makeRoom.ts';
import { buildEndpointSchema } from './prune/buildEndpointSchema.ts';
import { isTakenWhole } from './prune/isTakenWhole.ts';
import { PreparedPruning } from './prune/PreparedPruning.ts';

/** Of the operations remembered per release; the oldest goes first. */
const ROOM = { count: 1_000, bytes: 32 * 2 ** 20 };

/** One release of a subgraph's contract, shared by all endpoints that tell the same SDL. */
export class OfferedContract {
  /** Of the SDL: equal for endpoints of one release. */
  readonly hash: string;
  readonly #schema: GraphQLSchema;
  readonly #prunings = new Map<string, PreparedPruning>();
  /** Verdicts that no variable can change, by kind of representation. */
  readonly #wholeOf = new WeakMap<PreparedPruning, Map<string, boolean>>();
  #contract: GraphQLSchema | undefined;

  /** @throws {Error} when the SDL cannot be read. */
  constructor(hash: string, sdl: string) {
    this.hash = hash;
    this.#schema = buildEndpointSchema(sdl);
  }

  /**
   * @param contract - what operations are planned against at this moment; another one empties the memory.
   * @throws {RangeError} when the operation is no `_entities` query.
   */
  pruningOf(
    operation: { document: DocumentNode; query: string; operationName: string | undefined },
    contract: GraphQLSchema | undefined,
  ): PreparedPruning {
    if (contract !== this.#contract) this.#prunings.clear();
    this.#contract = contract;
    const { document, query, operationName } = operation;
    const known = this.#prunings.get(query);
    if (known) return known;

    const prepared = new PreparedPruning({ document, query, operationName, schema: this.#schema, contract });
    this.#prunings.set(query, prepared);
    prepared.weight.watch(this.#tidy);
    this.#tidy();
    return prepared;
  }

  readonly #tidy = (): void => makeRoom(this.#prunings, ROOM, { bytesOf: ({ weight }) => weight.bytes });

  /**
   * Whether an operation and such representations would be sent as they are.
   *
   * @param kind - names type and fields of the representations.
   */
  takesWhole(
    fetch: Pick<EntityFetch, 'document' | 'query' | 'operationName' | 'variables'>,
    contract: GraphQLSchema | undefined,
    kind: string,
    sampleOf: () => Readonly<Record<string, unknown>>,
  ): boolean {
    const pruning = this.pruningOf(fetch, contract);
    if (Object.keys(fetch.variables).length > 0) return isTakenWhole(pruning, fetch, sampleOf());
    const known = this.#wholeOf.get(pruning) ?? new Map<string, boolean>();
    this.#wholeOf.set(pruning, known);
    const isWhole = known.get(kind) ?? isTakenWhole(pruning, fetch, sampleOf());
    known.set(kind, isWhole);
    return isWhole;
  }
}
