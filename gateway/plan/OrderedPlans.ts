import { TongbanError } from '../../domain/TongbanError.ts';
import type { Cancellation } from '../Cancellation.ts';
import type { CompiledPlan } from '../execute/compilePlan.ts';
import type { JsonObject } from '../execute/JsonObject.ts';
import type { OperationWeight } from '../execute/OperationWeight.ts';
import { Demand } from './Demand.ts';

/** Clients choose the values of conditions: plans of more combinations are made for one request only. */
const KEPT = 16;
/** As of whole operations: what was too costly to plan may have been so only because the machine was busy. */
const REFUSED_MS = 60_000;

interface Refusal {
  readonly error: TongbanError;
  readonly at: number;
}

interface Making {
  readonly plan: Promise<CompiledPlan>;
  readonly demand: Demand;
}

type Plan = (values: Readonly<JsonObject>, demand: Demand) => Promise<CompiledPlan>;

/** The plans of a mutation whose fields change places with the values of conditions. */
export class OrderedPlans {
  readonly #conditions: readonly string[];
  readonly #plan: Plan;
  readonly #weight: OperationWeight;
  readonly #now: () => number;
  readonly #kept = new Map<string, CompiledPlan>();
  /** Being made, for all who ask meanwhile. */
  readonly #open = new Map<string, Making>();
  readonly #refused = new Map<string, Refusal>();

  /** @param conditions - names of variables. @param now - ms. */
  constructor(
    conditions: readonly string[],
    plan: Plan,
    weight: OperationWeight,
    now: () => number = () => performance.now(),
  ) {
    this.#conditions = conditions;
    this.#plan = plan;
    this.#weight = weight;
    this.#now = now;
  }

  /**
   * @param variables - coerced, defaults included.
   * @param request - who asks: what nobody waits for need not be planned.
   */
  async planFor(variables: Readonly<JsonObject>, request?: Cancellation): Promise<CompiledPlan> {
    const values = Object.fromEntries(this.#conditions.map((name) => [name, variables[name] === true]));
    const id = Object.values(values).join();
    const kept = this.#kept.get(id);
    if (kept !== undefined) return kept;
    const open = this.#open.get(id);
    if (open === undefined || open.demand.isGivenUp) return this.#make(id, values, request);
    open.demand.join(request);
    return open.plan;
  }

  #make(id: string, values: Readonly<JsonObject>, request: Cancellation | undefined): Promise<CompiledPlan> {
    const refused = this.#refused.get(id);
    if (refused !== undefined && this.#now() - refused.at < REFUSED_MS) throw refused.error;
    this.#refused.delete(id);
    const demand = new Demand();
    demand.join(request);
    const plan = this.#plan(values, demand)
      .then(
        (made) => this.#keep(id, made),
        (error: unknown) => this.#fail(id, error),
      )
      .finally(() => {
        demand.end();
        if (this.#open.get(id)?.demand === demand) this.#open.delete(id);
      });
    this.#open.set(id, { plan, demand });
    return plan;
  }

  #keep(id: string, plan: CompiledPlan): CompiledPlan {
    if (this.#kept.size === 0 || (this.#kept.size < KEPT && this.#weight.hasRoom)) {
      this.#kept.set(id, plan);
      this.#weight.addForm();
    }
    return plan;
  }

  #fail(id: string, error: unknown): never {
    if (error instanceof TongbanError && error.code === 'OPERATION_TOO_COSTLY') {
      const [oldest] = this.#refused.keys();
      if (oldest !== undefined && this.#refused.size >= KEPT) this.#refused.delete(oldest);
      this.#refused.set(id, { error, at: this.#now() });
    }
    throw error;
  }
}
