import type { GraphQLSchema } from 'graphql';
import { isDivisionCode } from '../../domain/divisionCode.ts';
import type { PlaceRates } from '../edge/rates/PlaceRates.ts';
import type { EntityFetch, EntityFetcher } from '../execute/EntityFetcher.ts';
import type { GatewayRequestContext } from '../GatewayRequestContext.ts';
import type { UpstreamClient } from '../upstream/UpstreamClient.ts';
import { EndpointCapabilities } from './EndpointCapabilities.ts';
import type { PartitionEndpoint } from './PartitionEndpoint.ts';
import { PartitionedEntityFetcher } from './PartitionedEntityFetcher.ts';
import type { PartitionSource } from './PartitionSource.ts';
import type { PartitionTable } from './PartitionTable.ts';
import { partitionFieldIn } from './partitionFieldIn.ts';

export interface PartitionRouterOptions {
  /** Closed together with the router. */
  readonly partitions: PartitionSource;
  readonly client: UpstreamClient;
  /** Between two rounds of asking the endpoints in use what they offer, in ms; default 60,000. */
  readonly refreshMs?: number;
  /** Between the first request to an endpoint and its being sent without knowing what is offered, in ms; default 250. */
  readonly firstUseMs?: number;
  /** Told one line when an endpoint's SDL cannot be used. */
  readonly log?: (message: string) => void;
  /** Counts what portals ask of places; default nobody does. */
  readonly placeRates?: PlaceRates | null;
}

/**
 * Wherever a contract is asked for: the supergraph's schema that the operation was planned by, whatever supergraph is in use
 * meanwhile. It names the field that says where an entity belongs. With it, an argument that an endpoint lacks may be left out when
 * its value is the contract's default, and members of interfaces that an endpoint lacks are known; without it, only `null`
 * arguments may.
 */
export interface PartitionRouter {
  /** The fetcher of a partitioned service; `undefined` for a service that the partitions file does not name. */
  fetcherFor(service: string, contract?: GraphQLSchema): EntityFetcher | undefined;
  /** The table in force at this moment. */
  table(): PartitionTable;
  /** A request goes on by the table of this moment, unless it has begun by another one. */
  begin(context: GatewayRequestContext): void;
  /** A request that has begun by a table goes on by it. */
  follow(context: GatewayRequestContext, table: PartitionTable): void;
  /** The place that a partitioned service's fields of an entity come from; `undefined` for other services and values that are no place. */
  placeOf(
    service: string,
    entity: Readonly<Record<string, unknown>>,
    contract?: GraphQLSchema,
  ): string | undefined;
  /**
   * Whether an endpoint is known to take an operation and such representations as they are.
   *
   * @param kind - names type and fields of the representations.
   */
  takesWhole(
    endpoint: PartitionEndpoint,
    fetch: Pick<EntityFetch, 'document' | 'query' | 'operationName' | 'variables'>,
    kind: string,
    sampleOf: () => Readonly<Record<string, unknown>>,
    contract?: GraphQLSchema,
  ): boolean;
  /** Learns ahead what the endpoints in use offer; the first request to each would wait for it. Never rejects. */
  prepare(): Promise<void>;
  /** Ends watching and background questions; requests under way are left to their signals. */
  close(): void;
}

/** Wires the one mechanism that leads into a jurisdiction. */
export function createPartitionRouter(options: PartitionRouterOptions): PartitionRouter {
  const { partitions, client, refreshMs = 60_000, firstUseMs = 250 } = options;
  const { log = () => undefined } = options;
  const capabilities = new EndpointCapabilities({ client, log, firstUseMs });
  const timer = setInterval(
    () => void capabilities.refresh(partitions.table().endpoints()),
    refreshMs,
  ).unref();

  /** A request sees one table for its whole life, however many fetches it makes. */
  const snapshots = new WeakMap<GatewayRequestContext, PartitionTable>();
  function tableOf(context: GatewayRequestContext, service: string): PartitionTable {
    const known = snapshots.get(context);
    // Where the service became partitioned since, its first fetch could not go anywhere by the older table.
    if (known?.has(service)) return known;
    const current = partitions.table();
    snapshots.set(context, current);
    return current;
  }

  const { placeRates = null } = options;
  const create = (contract?: GraphQLSchema) =>
    new PartitionedEntityFetcher({ tableOf, client, capabilities, contract, placeRates });
  const bare = create();
  const fetchers = new WeakMap<GraphQLSchema, PartitionedEntityFetcher>();
  const fetcherBy = (contract: GraphQLSchema | undefined) => {
    if (contract === undefined) return bare;
    const fetcher = fetchers.get(contract) ?? create(contract);
    fetchers.set(contract, fetcher);
    return fetcher;
  };
  return {
    fetcherFor: (service, contract) => (partitions.table().has(service) ? fetcherBy(contract) : undefined),
    table: () => partitions.table(),
    begin: (context) => {
      if (!snapshots.has(context)) snapshots.set(context, partitions.table());
    },
    follow: (context, table) => void snapshots.set(context, table),
    placeOf: (service, entity, contract) => {
      if (!partitions.table().has(service)) return undefined;
      const place = entity[partitionFieldIn(contract, String(entity['__typename']))];
      return isDivisionCode(place) ? place : undefined;
    },
    takesWhole: (endpoint, fetch, kind, sampleOf, contract) => {
      const offered = capabilities.knownOf(endpoint);
      if (offered === undefined) return false;
      return offered.takesWhole(fetch, contract, kind, sampleOf);
    },
    prepare: () => capabilities.prepare(partitions.table().endpoints()),
    close: () => {
      clearInterval(timer);
      capabilities.close();
      partitions.close();
    },
  };
}
