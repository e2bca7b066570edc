import { z } from 'zod';
import type { PartyRole } from '../../../domain/cases/partyRole.ts';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { ENGINE_CALLER } from './engineCaller.ts';
import type { JsonAnswer, JsonCaller } from './JsonCaller.ts';
import type { StepPlace } from './StepPlaces.ts';
import { stepResultShape } from './stepResultShape.ts';

/** A step as it travels: whom it is about is sealed for the place. */
export interface SealedStepRequest extends Omit<StepRequest, 'parties'> {
  readonly parties: readonly { readonly role: PartyRole; readonly sealedIdentity: string }[];
}

const refusalShape = z.object({ error: z.object({ code: z.string(), retryAfter: z.number().nullish() }) });

/**
 * Asks the server of a place to do a step, by its key: the server remembers it, so that the same step may be sent again,
 * and what became of it can be read back.
 *
 * @see docs/steps.md
 */
export class StepClient {
  readonly #caller: JsonCaller;

  constructor(caller: JsonCaller) {
    this.#caller = caller;
  }

  /** @throws {TongbanError} where the server of the place gave no answer, or one that is none. */
  async put(place: StepPlace, request: SealedStepRequest, signal: AbortSignal): Promise<StepResult> {
    const { stepKey, ...body } = request;
    const answer = await this.#caller.call(
      place,
      { method: 'PUT', path: `/steps/${stepKey}`, body, caller: ENGINE_CALLER, requestId: stepKey },
      signal,
    );
    return toResult(answer, place);
  }

  /** What became of a step; `null` where the server of the place never heard of it. */
  async get(place: StepPlace, stepKey: string, signal: AbortSignal): Promise<StepResult | null> {
    const answer = await this.#caller.call(
      place,
      { method: 'GET', path: `/steps/${stepKey}`, caller: ENGINE_CALLER, requestId: stepKey },
      signal,
    );
    return answer.status === 404 ? null : toResult(answer, place);
  }
}

function toResult({ status, body }: JsonAnswer, { audience }: StepPlace): StepResult {
  if (status === 200) {
    const { success, data } = stepResultShape.safeParse(body);
    if (success) return data;
    throw new TongbanError('JURISDICTION_BAD_RESPONSE', `${audience} answered no result of a step`);
  }
  const refusal = refusalShape.safeParse(body);
  const refusedWith = refusal.success ? refusal.data.error.code : `HTTP_${status}`;
  const retryAfterSeconds = refusal.success ? (refusal.data.error.retryAfter ?? null) : null;
  // Whatever its server did not take up, the place's system has not heard of.
  return { outcome: 'FAILED', code: refusedWith, retryAfterSeconds };
}
