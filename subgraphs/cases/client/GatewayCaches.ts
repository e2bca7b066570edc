import type { Logger } from 'pino';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { describeError } from '../../serving/describeError.ts';
import { RECORD_TYPES } from '../recordTypes.ts';
import { ENGINE_CALLER } from './engineCaller.ts';
import type { CallTarget, JsonCaller } from './JsonCaller.ts';

export interface GatewayCachesOptions {
  /** Admin ports; empty: nobody is told. */
  readonly gateways: readonly CallTarget[];
  readonly caller: Pick<JsonCaller, 'call'>;
  findHolders(stepKey: string): Promise<readonly string[]>;
  readonly logger: Logger;
}

/** A step that was done, and under which codes the record that it changed may be known. */
export interface DoneStep {
  readonly stepKey: string;
  readonly subgraph: string;
  readonly divisions: readonly DivisionCode[];
}

const UNTIL_CALLER_ENDS_IT = new AbortController().signal;

/**
 * Tells gateways that a step was done, so that they do not answer the record as it was before.
 *
 * In the background, once and without being waited for: a gateway that is not reached answers what is fresh by the place's
 * own word, and no case depends on it.
 *
 * @see docs/cache.md
 */
export class GatewayCaches {
  readonly #options: GatewayCachesOptions;

  constructor(options: GatewayCachesOptions) {
    this.#options = options;
  }

  tell(step: DoneStep): void {
    if (this.#options.gateways.length === 0 || RECORD_TYPES[step.subgraph] === undefined) return;
    this.#tell(step).catch((error: unknown) => this.#warn(step, error));
  }

  async #tell(step: DoneStep): Promise<void> {
    const { gateways, caller, findHolders } = this.#options;
    const holders = await findHolders(step.stepKey);
    const typenames = RECORD_TYPES[step.subgraph] ?? [];
    const entities = typenames.flatMap((typename) =>
      [...new Set(step.divisions)].flatMap((jurisdiction) =>
        holders.map((holderId) => ({ typename, key: { jurisdiction, holderId } })),
      ),
    );
    if (entities.length === 0) return;
    const call = {
      method: 'POST',
      path: '/cache/invalidate',
      body: { entities },
      caller: ENGINE_CALLER,
      requestId: step.stepKey,
    } as const;
    await Promise.all(
      gateways.map(async (gateway) => {
        const { status } = await caller.call(gateway, call, UNTIL_CALLER_ENDS_IT);
        if (status !== 204) throw new Error(`a gateway answered ${status}`);
      }),
    );
  }

  #warn({ stepKey }: DoneStep, error: unknown): void {
    const { logger } = this.#options;
    logger.warn({ step: stepKey, error: describeError(error) }, 'a gateway was not told what a step changed');
  }
}
