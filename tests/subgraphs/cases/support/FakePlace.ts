import type { StepPort, StepQuery } from '../../../../adapters/steps/StepPort.ts';
import type { StepRequest } from '../../../../domain/cases/StepRequest.ts';
import type { StepResult } from '../../../../domain/cases/StepResult.ts';
import { STEP_ACTIONS, type StepAction } from '../../../../domain/cases/stepAction.ts';

const ALL: readonly StepAction[] = Object.values(STEP_ACTIONS).flat();
type Answer = StepResult | Promise<StepResult>;

/** The systems of all places, as one test after the other wants them: whatever is asked is noted, then answered. */
export class FakePlace implements StepPort {
  readonly actions: Set<StepAction> = new Set(ALL);
  dedupes = true;
  /** In the order in which they came. */
  readonly requests: StepRequest[] = [];
  /** What is answered; throw what an adapter would. */
  answer: (request: StepRequest) => Answer = () => DONE;
  /** What became of a step; `null`: never heard of it. */
  found: ((query: StepQuery) => StepResult | null) | null = null;

  get find(): StepPort['find'] {
    const { found } = this;
    return found === null ? null : async (query) => found(query);
  }

  async submit(request: StepRequest): Promise<StepResult> {
    this.requests.push(request);
    return this.answer(request);
  }

  /** Actions that were asked for, in order. */
  get asked(): readonly string[] {
    return this.requests.map(({ action }) => action);
  }

  /** As it was before any test. */
  reset(): void {
    this.dedupes = true;
    for (const action of ALL) this.actions.add(action);
    this.requests.length = 0;
    this.answer = () => DONE;
    this.found = null;
  }
}

const DONE: StepResult = { outcome: 'DONE', outputs: {} };
