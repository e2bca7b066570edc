import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { EntityFetch } from '../execute/EntityFetcher.ts';
import { makeRoom } from '../execute/makeRoom.ts';
import { buildEndpointSchema } from './prune/buildEndpointSchema.ts';
import { isTakenWhole } from './prune/isTakenWhole.ts';
import { PreparedPruning } from './prune/PreparedPruning.ts';

const NO_CONTRACT = {};

/** Of the operations remembered per release and contract; the oldest goes first. */
const ROOM = { count: 1_000, bytes: 32 * 2 ** 20 };

/** One release of a subgraph's contract, shared by all endpoints that tell the same SDL. */
export class OfferedContract {
  /** Of the SDL: equal for endpoints of one release. */
  readonly hash: string;
  readonly #schema: GraphQLSchema;
  /** By contract: requests and streams go on with the one that they began with, and with it goes what was prepared by it. */
  readonly #prunings = new WeakMap<object, Map<string, PreparedPruning>>();
  /** Verdicts that no variable can change, by kind of representation. */
  readonly #wholeOf = new WeakMap<PreparedPruning, Map<string, boolean>>();

  /** @throws {Error} when the SDL cannot be read. */
  constructor(hash: string, sdl: string) {
    this.hash = hash;
    this.#schema = buildEndpointSchema(sdl);
  }

  /**
   * @param contract - what the operation was planned against.
   * @throws {RangeError} when the operation is no `_entities` query.
   */
  pruningOf(
    operation: { document: DocumentNode; query: string; operationName: string | undefined },
    contract: GraphQLSchema | undefined,
  ): PreparedPruning {
    const { document, query, operationName } = operation;
    const prunings = this.#prunings.get(contract ?? NO_CONTRACT) ?? new Map<string, PreparedPruning>();
    this.#prunings.set(contract ?? NO_CONTRACT, prunings);
    const known = prunings.get(query);
    if (known) return known;

    const prepared = new PreparedPruning({ document, query, operationName, schema: this.#schema, contract });
    prunings.set(query, prepared);
    const tidy = (): void => makeRoom(prunings, ROOM, { bytesOf: ({ weight }) => weight.bytes });
    prepared.weight.watch(tidy);
    tidy();
    return prepared;
  }

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
