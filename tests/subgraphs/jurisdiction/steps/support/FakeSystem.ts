import type { StepPort, StepQuery } from '../../../../../adapters/steps/StepPort.ts';
import type { StepRequest } from '../../../../../domain/cases/StepRequest.ts';
import type { StepResult } from '../../../../../domain/cases/StepResult.ts';

type Answer = StepResult | Error | Promise<StepResult>;

/** A place's system that answers what it is told to, one call after the other; the last answer stays. */
export class FakeSystem implements StepPort {
  readonly actions: StepPort['actions'] = new Set(['issue-migration-permit', 'move-out']);
  readonly dedupes: boolean;
  readonly find: StepPort['find'];
  /** Business keys in the order in which they were sent. */
  readonly sent: string[] = [];
  readonly asked: string[] = [];
  /** Signals of the calls that were made. */
  readonly signals: AbortSignal[] = [];
  readonly requests: StepRequest[] = [];
  submits: Answer[] = [{ outcome: 'DONE', outputs: { permitNumber: 'P1' } }];
  finds: (Answer | null)[] = [null];

  constructor(given: { readonly dedupes?: boolean; readonly canFind?: boolean } = {}) {
    this.dedupes = given.dedupes ?? false;
    this.find = given.canFind === true ? (query, signal) => this.#find(query, signal) : null;
  }

  async submit(request: StepRequest, signal: AbortSignal): Promise<StepResult> {
    this.sent.push(request.businessKey);
    this.requests.push(request);
    this.signals.push(signal);
    const answer = next(this.submits);
    if (answer === null || answer === undefined) throw new Error('no answer was prepared');
    return give(answer);
  }

  async #find({ businessKey }: StepQuery, signal: AbortSignal): Promise<StepResult | null> {
    this.asked.push(businessKey);
    this.signals.push(signal);
    const answer = next(this.finds) ?? null;
    return answer === null ? null : give(answer);
  }
}

function next<T>(answers: T[]): T | undefined {
  return answers.length > 1 ? answers.shift() : answers[0];
}

async function give(answer: Answer): Promise<StepResult> {
  if (answer instanceof Error) throw answer;
  return answer;
}
