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

export interface PartitionRouterOptions {
  /** Closed together with the router. */
  readonly partitions: PartitionSource;
  readonly client: UpstreamClient;
  /** The field named by `@partition(by:)`; default `jurisdiction`. */
  readonly partitionField?: (service: string, typename: string) => string;
  /**
   * The supergraph's schema of this moment. With it, an argument that an endpoint lacks may be left out when its value
   * is the contract's default, and members of interfaces that an endpoint lacks are known; without it, only `null`
   * arguments may.
   */
  readonly contract?: () => GraphQLSchema | undefined;
  /** Between two rounds of asking the endpoints in use what they offer, in ms; default 60,000. */
  readonly refreshMs?: number;
  /** Between the first request to an endpoint and its being sent without knowing what is offered, in ms; default 250. */
  readonly firstUseMs?: number;
  /** Told one line when an endpoint's SDL cannot be used. */
  readonly log?: (message: string) => void;
  /** Counts what portals ask of places; default nobody does. */
  readonly placeRates?: PlaceRates | null;
}

export interface PartitionRouter {
  /** The fetcher of a partitioned service; `undefined` for a service that the partitions file does not name. */
  fetcherFor(service: string): EntityFetcher | undefined;
  /** The table in force at this moment. */
  table(): PartitionTable;
  /** A request goes on by the table of this moment, unless it has begun by another one. */
  begin(context: GatewayRequestContext): void;
  /** A request that has begun by a table goes on by it. */
  follow(context: GatewayRequestContext, table: PartitionTable): void;
  /** The field of a representation that says where it belongs. */
  partitionField(service: string, typename: string): string;
  /** The place that a partitioned service's fields of an entity come from; `undefined` for other services and values that are no place. */
  placeOf(service: string, entity: Readonly<Record<string, unknown>>): string | undefined;
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
  ): boolean;
  /** Learns ahead what the endpoints in use offer; the first request to each would wait for it. Never rejects. */
  prepare(): Promise<void>;
  /** Ends watching and background questions; requests under way are left to their signals. */
  close(): void;
}

/** Wires the one mechanism that leads into a jurisdiction. */
export function createPartitionRouter(options: PartitionRouterOptions): PartitionRouter {
  const { partitions, client, refreshMs = 60_000, firstUseMs = 250 } = options;
  const {
    partitionField = () => 'jurisdiction',
    contract = () => undefined,
    log = () => undefined,
  } = options;
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
  const fetcher = new PartitionedEntityFetcher({
    tableOf,
    client,
    capabilities,
    partitionField,
    contract,
    placeRates,
  });
  return {
    fetcherFor: (service) => (partitions.table().has(service) ? fetcher : undefined),
    table: () => partitions.table(),
    begin: (context) => {
      if (!snapshots.has(context)) snapshots.set(context, partitions.table());
    },
    follow: (context, table) => void snapshots.set(context, table),
    partitionField,
    placeOf: (service, entity) => {
      if (!partitions.table().has(service)) return undefined;
      const place = entity[partitionField(service, String(entity['__typename']))];
      return isDivisionCode(place) ? place : undefined;
    },
    takesWhole: (endpoint, fetch, kind, sampleOf) => {
      const offered = capabilities.knownOf(endpoint);
      if (offered === undefined) return false;
      return offered.takesWhole(fetch, contract(), kind, sampleOf);
    },
    prepare: () => capabilities.prepare(partitions.table().endpoints()),
    close: () => {
      clearInterval(timer);
      capabilities.close();
      partitions.close();
    },
  };
}
