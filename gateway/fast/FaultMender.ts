import type { CallOrigin } from '../CallOrigin.ts';
import { askEntities } from '../execute/askEntities.ts';
import { coerceVariables } from '../execute/coerceVariables.ts';
import type { EntityOutcome } from '../execute/EntityFetcher.ts';
import type { ExecutionError } from '../execute/ExecutionError.ts';
import type { ExecutionRun } from '../execute/ExecutionRun.ts';
import { finishErrors } from '../execute/finishErrors.ts';
import type { JsonObject } from '../execute/JsonObject.ts';
import { Losses } from '../execute/Losses.ts';
import type { SelectionPlan } from '../execute/projection/SelectionPlan.ts';
import { KnownAnswers } from '../KnownAnswers.ts';
import type { PartitionRouter } from '../partition/createPartitionRouter.ts';
import type { PartitionTable } from '../partition/PartitionTable.ts';
import type { Hole, Piece } from './AnswerCutter.ts';
import type { AnsweredOperation } from './AnsweredOperation.ts';
import type { AskedEntities } from './AskedEntities.ts';
import { cutEntity } from './cutEntity.ts';
import { dropMissing } from './dropMissing.ts';
import type { FastEntityFetch, FastOperation } from './FastOperation.ts';
import { type EntityFate, placeFaults } from './placeFaults.ts';
import { projectFields } from './projectFields.ts';
import { toBytes } from './toBytes.ts';
import { writeAsked } from './writeAsked.ts';

export interface FaultMenderOptions {
  readonly answered: AnsweredOperation;
  readonly fast: FastOperation;
  readonly variables: Readonly<JsonObject>;
  readonly origin: CallOrigin;
  readonly signal: AbortSignal;
  readonly router: PartitionRouter | undefined;
  /** The router's at the request's beginning. */
  readonly table: PartitionTable | undefined;
  /** Gets what was asked for here, so that the general lane need not ask again. */
  readonly asked: KnownAnswers;
}

/** An answer in which something went wrong. */
export interface MendedAnswer {
  readonly errors: readonly ExecutionError[];
  /** Of fields, in the client's order. */
  readonly groups: readonly (readonly Piece[])[];
}

/**
 * Has the general lane's own code say what became of entities whose answer could not be cut, so that the others can be
 * spliced all the same: errors, their places and what they cost are decided there alone.
 */
export class FaultMender {
  /** Answers that were given already. */
  readonly known: KnownAnswers;
  readonly #options: FaultMenderOptions;
  readonly #run: ExecutionRun;
  readonly #projection: SelectionPlan;
  readonly #fates = new Map<number, EntityFate[]>();
  readonly #lost = new Set<Hole>();
  #isSomeMissing = false;

  /** @throws {Error} where the variables are refused. */
  constructor(options: FaultMenderOptions) {
    this.#options = options;
    const { answered, variables, origin, signal, router, table } = options;
    const { prepared, apiSchema, facts, upstreams } = answered;
    const coerced = coerceVariables(apiSchema, prepared.operation, variables);
    if (coerced.kind === 'refused') throw new Error('variables that are refused');
    this.known = new KnownAnswers(options.asked);
    this.#projection = prepared.projections.projectionFor(coerced.values);
    this.#run = {
      facts,
      upstreams,
      context: { ...origin, signal, known: this.known },
      variables,
      coercedVariables: coerced.values,
      fetches: prepared.plan.fetches,
      wanted: this.#projection,
      data: {},
      losses: new Losses(),
      nulled: [],
      errors: prepared.plan.fetches.map(() => []),
    };
    if (table !== undefined) router?.follow(this.#run.context, table);
  }

  /** Fills the holes of entities. @returns whether that could be done. */
  async mend({ fetch, texts, holes }: AskedEntities): Promise<boolean> {
    const representations = texts.map((text) => JSON.parse(Buffer.from(text, 'latin1').toString()));
    const group = { fetch: fetch.fetch, representations, contextArguments: {} };
    const outcomes = await askEntities(group, this.#run);
    if (outcomes.length !== texts.length) return false;
    const number = this.#options.fast.entities.indexOf(fetch);
    const fates = this.#fates.get(number) ?? [];
    this.#fates.set(number, fates);
    let lost: string | undefined;
    for (const [index, places] of holes.entries()) {
      const outcome = outcomes[index];
      if (outcome === undefined) return false;
      let content: Hole['content'] | undefined;
      if (outcome.kind === 'entity') {
        content = this.#contentOf(outcome.value, fetch);
      } else if (outcome.kind === 'missing') {
        content = fetch.mayBeMissing ? '' : undefined;
        for (const hole of places) this.#miss(hole);
      } else {
        lost ??= projectFields(fetch, this.#projection, {});
        content = lost;
        for (const hole of places) this.#lost.add(hole);
      }
      if (content === undefined) return false;
      for (const hole of places) hole.content = content;
      if (isTold(outcome)) fates.push({ outcome, holes: places });
    }
    return true;
  }

  #contentOf(value: JsonObject, fetch: FastEntityFetch): Hole['content'] | undefined {
    const text = writeAsked(value, fetch.selectionSet, this.#run.coercedVariables);
    // Other fields than those asked for may change what others brought.
    if (text === undefined) return undefined;
    const cut = cutEntity(toBytes(text), fetch.steps);
    if (cut !== undefined || fetch.steps.some(({ kind }) => kind !== 'text' && kind !== 'out')) return cut;
    const projected = projectFields(fetch, this.#projection, value);
    return projected && toBytes(projected);
  }

  #miss(hole: Hole): void {
    const { extent } = hole.found;
    if (extent !== null) extent.isMissing = true;
    this.#lost.add(hole);
    this.#isSomeMissing = true;
  }

  /**
   * What the client has to be told, once all is answered.
   *
   * @param groups - of fields, in the client's order.
   * @returns `null` where only the general lane can say it.
   */
  finish(groups: readonly (readonly Piece[])[]): MendedAnswer | null {
    const { answered, fast } = this.#options;
    if (answered.upstreams.extensionsOf?.(this.#run.context) !== undefined) return null;
    const told = placeFaults(
      groups,
      { entities: fast.entities, fates: this.#fates, lost: this.#lost },
      this.#run,
    );
    if (told === null) return null;
    const errors = finishErrors(told, this.#projection);
    return { errors, groups: this.#isSomeMissing ? dropMissing(groups) : groups };
  }
}

const isTold = (outcome: EntityOutcome): boolean => !('errors' in outcome) || outcome.errors.length > 0;
