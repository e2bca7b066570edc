import type { StepPort, StepQuery } from '../../../../../adapters/steps/StepPort.ts';
import type { StepRequest } from '../../../../../domain/cases/StepRequest.ts';
import type { StepResult } from '../../../../../domain/cases/StepResult.ts';
import type { SystemKind } from './countingSystem.ts';

/** A place's system over HTTP, as `countingSystem` plays it. */
export class HttpSystem implements StepPort {
  readonly actions: StepPort['actions'] = new Set(['issue-migration-permit']);
  readonly dedupes: boolean;
  readonly find: StepPort['find'];
  readonly #url: string;

  constructor(kind: SystemKind, url: string) {
    this.#url = url;
    this.dedupes = kind === 'dedupes';
    this.find = kind === 'can be asked' ? (query, signal) => this.#find(query, signal) : null;
  }

  async submit({ businessKey }: StepRequest, signal: AbortSignal): Promise<StepResult> {
    const response = await fetch(`${this.#url}/${businessKey}`, { method: 'POST', signal });
    return toResult(await response.text());
  }

  async #find({ businessKey }: StepQuery, signal: AbortSignal): Promise<StepResult | null> {
    const response = await fetch(`${this.#url}/${businessKey}`, { signal });
    return response.status === 404 ? null : toResult(await response.text());
  }
}

function toResult(text: string): StepResult {
  return text === 'later' ? { outcome: 'PENDING' } : { outcome: 'DONE', outputs: { permitNumber: text } };
}
