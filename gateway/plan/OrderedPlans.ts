import type { CompiledPlan } from '../execute/compilePlan.ts';
import type { JsonObject } from '../execute/JsonObject.ts';
import type { OperationWeight } from '../execute/OperationWeight.ts';

/** Clients choose the values of conditions: plans of more combinations are made for one request only. */
const KEPT = 16;

/** The plans of a mutation whose fields change places with the values of conditions. */
export class OrderedPlans {
  readonly #conditions: readonly string[];
  readonly #plan: (values: Readonly<JsonObject>) => Promise<CompiledPlan>;
  readonly #weight: OperationWeight;
  readonly #kept = new Map<string, CompiledPlan>();

  /** @param conditions - names of variables. */
  constructor(
    conditions: readonly string[],
    plan: (values: Readonly<JsonObject>) => Promise<CompiledPlan>,
    weight: OperationWeight,
  ) {
    this.#conditions = conditions;
    this.#plan = plan;
    this.#weight = weight;
  }

  /** @param variables - coerced, defaults included. */
  async planFor(variables: Readonly<JsonObject>): Promise<CompiledPlan> {
    const values = Object.fromEntries(this.#conditions.map((name) => [name, variables[name] === true]));
    const id = Object.values(values).join();
    const kept = this.#kept.get(id);
    if (kept !== undefined) return kept;
    const plan = await this.#plan(values);
    // Somebody else may have had the same one planned meanwhile.
    if (this.#kept.has(id)) return plan;
    if (this.#kept.size === 0 || (this.#kept.size < KEPT && this.#weight.hasRoom)) {
      this.#kept.set(id, plan);
      this.#weight.addForm();
    }
    return plan;
  }
}
