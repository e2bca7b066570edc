import { setMaxListeners } from 'node:events';
import type { GraphQLSchema } from 'graphql';
import { ERROR_KINDS } from '../../domain/errorCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { PlaceRates } from '../edge/rates/PlaceRates.ts';
import { copyOutcome } from '../execute/copyOutcome.ts';
import type { EntityFetch, EntityFetcher, EntityOutcome } from '../execute/EntityFetcher.ts';
import type { GatewayRequestContext } from '../GatewayRequestContext.ts';
import type { UpstreamClient } from '../upstream/UpstreamClient.ts';
import { type AskEndpointOptions, askEndpoint } from './askEndpoint.ts';
import type { EndpointCapabilities } from './EndpointCapabilities.ts';
import type { PartitionTable } from './PartitionTable.ts';
import { partitionFieldIn } from './partitionFieldIn.ts';
import { type EndpointGroup, type Representation, splitByEndpoint } from './splitByEndpoint.ts';
import { type EntityFault, toEntityError } from './toEntityError.ts';

export interface PartitionedEntityFetcherOptions {
  /** The table of a request. */
  readonly tableOf: (context: GatewayRequestContext, service: string) => PartitionTable;
  readonly client: UpstreamClient;
  readonly capabilities: EndpointCapabilities;
  /** The schema that its operations were planned against, where it is known. */
  readonly contract: GraphQLSchema | undefined;
  /** `null`: nobody counts what portals ask of places. */
  readonly placeRates: PlaceRates | null;
}

/** Keeps a call small enough for a place to answer in time. */
const LARGEST_CALL = 500;

/** Sends each representation to the endpoint of its place, all endpoints at once, and puts the answers in order. */
export class PartitionedEntityFetcher implements EntityFetcher {
  readonly #options: PartitionedEntityFetcherOptions;

  constructor(options: PartitionedEntityFetcherOptions) {
    this.#options = options;
  }

  async fetchEntities(
    fetch: EntityFetch,
    context: GatewayRequestContext,
    signal: AbortSignal,
  ): Promise<readonly EntityOutcome[]> {
    // Every call of a wide fan-out listens to this signal; Node would call that a leak from the eleventh on.
    setMaxListeners(0, signal);
    const { tableOf, contract } = this.#options;
    const table = tableOf(context, fetch.service);
    const route = (representation: Representation) => {
      const jurisdiction = representation[partitionFieldIn(contract, String(representation['__typename']))];
      return { endpoint: table.endpointFor(fetch.service, jurisdiction), jurisdiction: String(jurisdiction) };
    };
    const { groups, refused } = splitByEndpoint(fetch.representations, route, LARGEST_CALL);

    const answers = await Promise.all(
      groups.map(async (group) => ({
        group,
        outcomes: await this.#askSafely(fetch, group, context, signal),
      })),
    );
    // At the request's deadline what was answered in time is still worth having; a client that left wants nothing.
    if (signal.aborted && !(signal.reason instanceof TongbanError)) throw signal.reason;

    const byPosition = new Map<number, EntityOutcome>();
    for (const { position, error } of refused) {
      const place = { service: fetch.service, jurisdiction: error.jurisdiction, context };
      byPosition.set(position, { kind: 'failed', error: toEntityError(error, [], place) });
    }
    for (const { group, outcomes } of answers) spread(group, outcomes, byPosition);
    return fetch.representations.flatMap((_, position) => byPosition.get(position) ?? []);
  }

  /** Never rejects: what an endpoint does wrong is the fate of its own entities. */
  async #askSafely(
    fetch: EntityFetch,
    group: EndpointGroup,
    context: GatewayRequestContext,
    signal: AbortSignal,
  ): Promise<readonly EntityOutcome[]> {
    try {
      return await this.#ask(fetch, group, context, signal);
    } catch (error) {
      const isTold = error instanceof TongbanError || !signal.aborted;
      const fault = faultOf(isTold ? error : signal.reason);
      return group.entities.map(({ jurisdiction }) => ({
        kind: 'failed',
        error: toEntityError(fault, [], { service: fetch.service, jurisdiction, context }),
      }));
    }
  }

  async #ask(
    fetch: EntityFetch,
    group: EndpointGroup,
    context: GatewayRequestContext,
    signal: AbortSignal,
  ): Promise<readonly EntityOutcome[]> {
    const { client, capabilities, contract, placeRates } = this.#options;
    const { url, prefix } = group.endpoint;
    const { length } = group.entities;
    if (!context.known?.takeCount(url, length)) {
      await placeRates?.take(context.caller, prefix, length);
      context.known?.noteCount(url, length);
    }
    const offered = await capabilities.offeredBy(group.endpoint, signal);
    const question: AskEndpointOptions = { client, fetch, group, offered, contract, context };
    const reply = await askEndpoint(question, signal);
    if (!reply.isRefusal) return reply.outcomes;

    // A read, so it may be sent again; but only as something else than what was just refused.
    const learned = await capabilities.relearn(group.endpoint, signal);
    signal.throwIfAborted();
    if (!learned || learned.hash === offered?.hash) return reply.outcomes;
    if (client.mayAskAgain?.({ service: fetch.service, jurisdiction: prefix, url }) === false)
      return reply.outcomes;
    return (await askEndpoint({ ...question, offered: learned }, signal)).outcomes;
  }
}

/** Each place gets an outcome of its own: the executor merges into the values. */
function spread(
  { entities }: EndpointGroup,
  outcomes: readonly EntityOutcome[],
  byPosition: Map<number, EntityOutcome>,
): void {
  for (const [index, { positions }] of entities.entries()) {
    const outcome = outcomes[index];
    if (!outcome) continue;
    for (const [repeat, position] of positions.entries()) {
      byPosition.set(position, repeat === 0 ? outcome : copyOutcome(outcome));
    }
  }
}

function faultOf(error: unknown): EntityFault {
  if (error instanceof TongbanError) return error;
  return { code: 'INTERNAL_SERVER_ERROR', ...ERROR_KINDS.INTERNAL_SERVER_ERROR, retryAfter: undefined };
}
