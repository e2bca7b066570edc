import type { JsonObject } from '../execute/JsonObject.ts';
import type { AnsweredOperation } from './AnsweredOperation.ts';
import { ConditionReader } from './ConditionReader.ts';
import { explainLane } from './explainLane.ts';
import type { FastOperation } from './FastOperation.ts';

/** Clients choose the values of conditions: more combinations are left to the general lane. */
const KEPT = 64;

/** One operation of the fast lane, prepared for each combination of what `@skip` and `@include` look at. */
export class FastVariants {
  readonly answered: AnsweredOperation;
  /** Whether it gave way to operations that were learnt later. */
  isForgotten = false;
  readonly #reader: ConditionReader;
  readonly #byConditions = new Map<string, FastOperation | null>();

  constructor(answered: AnsweredOperation) {
    this.answered = answered;
    this.#reader = new ConditionReader(answered.document, answered.prepared.operation);
  }

  /** That it takes of memory, roughly: the text is kept twice, and its characters may take two each. */
  get bytes(): number {
    const { source, prepared } = this.answered;
    return 4 * source.length + prepared.weight.bytes;
  }

  /** @returns `null` where it needs the general lane. */
  find(variables: Readonly<JsonObject>): FastOperation | null {
    const conditions = this.#reader.read(variables);
    const id = Object.values(conditions).join();
    const known = this.#byConditions.get(id);
    if (known !== undefined) return known;
    const { weight } = this.answered.prepared;
    if (this.#byConditions.size >= KEPT) return null;
    if (this.#byConditions.size > 0 && !weight.hasRoom) return null;
    const fast = this.#prepare(conditions);
    this.#byConditions.set(id, fast);
    if (fast !== null) weight.addForm();
    return fast;
  }

  #prepare(conditions: Readonly<JsonObject>): FastOperation | null {
    const { prepared, document } = this.answered;
    try {
      return explainLane(prepared, document, this.answered, conditions).fast;
    } catch {
      // Whatever it cannot be prepared for, such as a pattern that grows too large, the general lane answers it.
      return null;
    }
  }
}
