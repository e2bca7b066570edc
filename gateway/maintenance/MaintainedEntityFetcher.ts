import { ERROR_KINDS } from '../../domain/errorCode.ts';
import type { EntityFetch, EntityFetcher, EntityOutcome } from '../execute/EntityFetcher.ts';
import type { GatewayRequestContext } from '../GatewayRequestContext.ts';
import { toEntityError } from '../partition/toEntityError.ts';
import type { MaintenanceWindow, MaintenanceWindows } from './MaintenanceWindows.ts';

export interface MaintainedEntityFetcherOptions {
  readonly inner: EntityFetcher;
  readonly windows: MaintenanceWindows;
  readonly partitionField: (typename: string) => string;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Does not ask places that are in maintenance: what is theirs is unavailable until the window ends. */
export class MaintainedEntityFetcher implements EntityFetcher {
  readonly #options: MaintainedEntityFetcherOptions;

  constructor(options: MaintainedEntityFetcherOptions) {
    this.#options = options;
  }

  async fetchEntities(
    fetch: EntityFetch,
    context: GatewayRequestContext,
    signal: AbortSignal,
  ): Promise<readonly EntityOutcome[]> {
    const { inner, windows, partitionField } = this.#options;
    const now = this.#options.now();
    const closed = new Map<number, EntityOutcome>();
    for (const [position, representation] of fetch.representations.entries()) {
      const jurisdiction = representation[partitionField(String(representation['__typename']))];
      if (typeof jurisdiction !== 'string') continue;
      const window = windows.at(fetch.service, jurisdiction, now);
      if (window === null) continue;
      const place = { service: fetch.service, jurisdiction, context };
      closed.set(position, { kind: 'failed', error: toEntityError(faultOf(window, now), [], place) });
    }
    if (closed.size === 0) return inner.fetchEntities(fetch, context, signal);

    const representations = fetch.representations.filter((_, position) => !closed.has(position));
    const answers =
      representations.length === 0
        ? []
        : await inner.fetchEntities({ ...fetch, representations }, context, signal);
    const rest = answers[Symbol.iterator]();
    return fetch.representations.flatMap((_, position) => closed.get(position) ?? rest.next().value ?? []);
  }
}

const faultOf = ({ to }: MaintenanceWindow, now: number) => ({
  code: 'JURISDICTION_UNAVAILABLE' as const,
  ...ERROR_KINDS.JURISDICTION_UNAVAILABLE,
  retryAfter: Math.ceil((to - now) / 1_000),
});
