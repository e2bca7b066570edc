import type { GraphQLSchema } from 'graphql';
import type { CallOrigin } from '../CallOrigin.ts';
import type { AdmittedOperation } from '../edge/admission/AdmittedOperation.ts';
import type { ExaminedOperation } from '../edge/admission/ExaminedOperation.ts';
import type { PlaceRates } from '../edge/rates/PlaceRates.ts';
import { makeRoom } from '../execute/makeRoom.ts';
import { KnownAnswers } from '../KnownAnswers.ts';
import type { MaintenanceWindows } from '../maintenance/MaintenanceWindows.ts';
import type { PartitionRouter } from '../partition/createPartitionRouter.ts';
import type { HttpUpstreamClient } from '../upstream/HttpUpstreamClient.ts';
import type { AnsweredOperation } from './AnsweredOperation.ts';
import { type FastCancellation, FastRequest, type FastSettler } from './FastRequest.ts';
import { FastVariants } from './FastVariants.ts';

export interface FastLaneOptions {
  readonly client: HttpUpstreamClient;
  readonly router: PartitionRouter | undefined;
  readonly windows: MaintenanceWindows;
  /** `null`: nobody counts what portals ask of places. */
  readonly placeRates: PlaceRates | null;
}

/** Which lane answered, or why the fast one was left. */
export type LaneOutcome = 'fast' | 'unknown' | 'denied' | 'unfit' | 'variables' | 'answers';

/** A request as the fast lane left it. */
export type FastAnswer =
  /** The whole body, whose characters are bytes where it is a text, and the codes of the errors in it. */
  | { readonly body: string | Buffer; readonly codes: readonly string[] }
  /** What the general lane need not ask again. */
  | { readonly known: KnownAnswers | undefined };

/** For the operations that were learnt or used last. */
const ROOM = { count: 1_000, bytes: 64 * 2 ** 20 };

/**
 * Answers operations out of the very bytes that subgraphs sent, after checking them against the operation's shape.
 *
 * Only operations that the general lane has answered before come here, and whatever is not as expected goes back there
 * together with what was answered already.
 */
export class FastLane {
  readonly #options: FastLaneOptions;
  readonly #entries = new Map<string, FastVariants>();
  readonly #counts = new Map<LaneOutcome, number>();
  #byOperation = new WeakMap<ExaminedOperation, FastVariants>();
  #schema: GraphQLSchema | undefined;

  constructor(options: FastLaneOptions) {
    this.#options = options;
  }

  /** How often each thing has happened. */
  get counts(): ReadonlyMap<LaneOutcome, number> {
    return this.#counts;
  }

  /** Another schema than the last one's forgets everything. */
  learn(answered: AnsweredOperation): void {
    if (answered.apiSchema !== this.#schema) this.forget(answered.apiSchema);
    const id = idOf(answered.source, answered.operationName);
    const known = this.#entries.get(id);
    if (known?.answered.prepared === answered.prepared) return;
    // Planned anew: its uses count where the general lane sees them.
    if (known !== undefined) known.isForgotten = true;
    this.#entries.delete(id);
    this.#entries.set(id, new FastVariants(answered));
    answered.prepared.weight.watch(this.#tidy);
    this.#tidy();
  }

  /** @param schema - in use from now on. */
  forget(schema: GraphQLSchema | undefined): void {
    this.#entries.clear();
    this.#byOperation = new WeakMap();
    this.#schema = schema;
  }

  /** @param cancellation - ends the request's calls. */
  answer(
    admitted: AdmittedOperation,
    origin: CallOrigin,
    cancellation: FastCancellation,
  ): FastAnswer | Promise<FastAnswer> {
    const entry = this.#entryOf(admitted);
    if (entry === undefined) return this.#leave('unknown');
    const { allows } = entry.answered;
    if (allows === null) return this.#answer(entry, admitted, origin, cancellation);
    const isAllowed = allows(origin.caller);
    const go = (may: boolean) =>
      may ? this.#answer(entry, admitted, origin, cancellation) : this.#leave('denied');
    // Where it cannot be decided, the general lane says so.
    return isAllowed instanceof Promise ? isAllowed.then(go, () => go(false)) : go(isAllowed);
  }

  #answer(
    entry: FastVariants,
    { variables }: AdmittedOperation,
    origin: CallOrigin,
    cancellation: FastCancellation,
  ): FastAnswer | Promise<FastAnswer> {
    const fast = entry.find(variables);
    if (fast === null) return this.#leave('unfit');
    if (!fast.areVariablesRight(variables)) return this.#leave('variables');
    const { client, router, windows, placeRates } = this.#options;
    const { answered } = entry;
    return new Promise((resolve) => {
      const settle: FastSettler = (outcome, codes) => {
        if (outcome instanceof KnownAnswers) resolve(this.#leave('answers', outcome));
        else {
          this.#count('fast');
          answered.prepared.fastUses.count++;
          resolve({ body: outcome, codes });
        }
      };
      new FastRequest(
        { client, router, windows, placeRates, answered, fast, variables, origin, cancellation },
        settle,
      ).start();
    });
  }

  /** Found by the text only once: to look for it costs as much as to check it. */
  #entryOf({ examined, query, operationName }: AdmittedOperation): FastVariants | undefined {
    const known = this.#byOperation.get(examined);
    if (known?.isForgotten === false) return known;
    const entry = this.#entries.get(idOf(query, operationName));
    if (entry !== undefined) this.#byOperation.set(examined, entry);
    return entry;
  }

  readonly #tidy = (): void => {
    let isForgotten = false;
    makeRoom(this.#entries, ROOM, {
      bytesOf: ({ bytes }) => bytes,
      usesOf: ({ answered }) => answered.prepared.fastUses.count,
      onForgotten: (entry) => {
        entry.isForgotten = true;
        isForgotten = true;
      },
    });
    // Admission remembers operations for longer: they would keep what was forgotten here.
    if (isForgotten) this.#byOperation = new WeakMap();
  };

  #leave(outcome: LaneOutcome, known?: KnownAnswers): FastAnswer {
    this.#count(outcome);
    return { known };
  }

  #count(outcome: LaneOutcome): void {
    this.#counts.set(outcome, (this.#counts.get(outcome) ?? 0) + 1);
  }
}

/** The length keeps a name chosen by a client from running into the text. */
function idOf(source: string, operationName: string | undefined): string {
  return operationName === undefined ? ` ${source}` : `${operationName.length} ${operationName}${source}`;
}
