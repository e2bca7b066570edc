import { z } from 'zod';
import type { CallContextCaller } from '../../../domain/callContext.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { ENGINE_CALLER } from './engineCaller.ts';
import type { CallTarget, JsonCaller } from './JsonCaller.ts';
import { readGraphqlData } from './readGraphqlData.ts';

const SELF = '{ me { id } }';

const identitiesShape = z.object({ identities: z.array(z.string().min(1).nullable()) });
const selfShape = z.object({ me: z.object({ id: z.string() }).nullable() });

/** What cases asks people for: who calls, and whom a step is about, sealed for the place. */
export class PeopleClient {
  readonly #target: CallTarget;
  readonly #caller: JsonCaller;

  constructor(target: CallTarget, caller: JsonCaller) {
    this.#target = target;
    this.#caller = caller;
  }

  /** The caller's own holder id; `null` for a token whose subject is not known. */
  async findSelf(caller: CallContextCaller, requestId: string, signal: AbortSignal): Promise<string | null> {
    const url = { ...this.#target, url: `${this.#target.url}/graphql` };
    const answer = await this.#caller.call(
      url,
      { method: 'POST', body: { query: SELF }, caller, requestId },
      signal,
    );
    return readGraphqlData(answer, selfShape, 'people').me?.id ?? null;
  }

  /**
   * Identities that only one place can open, by holder id.
   *
   * @throws {TongbanError} NOT_FOUND when one of them is nobody.
   */
  async sealFor(
    jurisdiction: DivisionCode,
    holderIds: readonly string[],
    { requestId, signal }: { readonly requestId: string; readonly signal: AbortSignal },
  ): Promise<ReadonlyMap<string, string>> {
    const answer = await this.#caller.call(
      this.#target,
      {
        method: 'POST',
        path: '/identities',
        body: { jurisdiction, holderIds },
        caller: ENGINE_CALLER,
        requestId,
      },
      signal,
    );
    const { success, data } = identitiesShape.safeParse(answer.body);
    if (!success) throw notSealed(answer.status);
    const sealed = new Map(holderIds.map((id, index) => [id, data.identities[index] ?? null] as const));
    return new Map(
      [...sealed].map(([id, identity]) => {
        if (identity === null) throw new TongbanError('NOT_FOUND', 'A party of the case is not known');
        return [id, identity] as const;
      }),
    );
  }
}

const notSealed = (status: number): TongbanError =>
  new TongbanError('INTERNAL_SERVER_ERROR', `people did not seal identities (${status})`, {
    retryable: true,
  });
