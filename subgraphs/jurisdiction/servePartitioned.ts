import type { Logger } from 'pino';
import { BREAKER_HEADER, formatBreakerStates } from '../../domain/breakerStates.ts';
import type { CallContext } from '../../domain/callContext.ts';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import { type SubgraphServer, serveSubgraph } from '../serveSubgraph.ts';
import { contextKeyFor } from '../serving/contextKeyFor.ts';
import { readSdl } from '../serving/readSdl.ts';
import type { SubgraphEndpoint } from '../serving/SubgraphEndpoint.ts';
import { endpointPrefix } from './endpointPrefix.ts';
import { identityKeysFor } from './identityKeysFor.ts';
import { openIdentity } from './openIdentity.ts';
import type { RecordDoor } from './openRecord.ts';
import type { PartitionedConfig } from './partitionedConfig.ts';
import { placeResources } from './placeResources.ts';

type PlaceConfig = PartitionedConfig['places'][number];

export interface PartitionedOptions<Port, Context extends object> {
  /** `housing-fund`; also the file name of the SDL and the first part of every audience. */
  readonly subgraph: string;
  readonly config: PartitionedConfig;
  readonly logger: Logger;
  readonly resolvers: Readonly<Record<string, object>>;
  /** Makes the adapter of one place. @throws {Error} naming the place and the bad option. */
  connect(place: PlaceConfig, resources: ReturnType<typeof placeResources>): Port;
  createContext(port: Port, door: RecordDoor, signal: AbortSignal): Context;
}

/** A running server of any number of jurisdictions. */
export interface PartitionedServer extends SubgraphServer {
  /** Where each jurisdiction is served, by division prefix, as the gateway's partitions file wants it. */
  readonly partitions: Readonly<Record<string, string>>;
}

/** Serves one partitioned subgraph for all places configured, each under its own path, audience and keys. */
export async function servePartitioned<Port, Context extends object>(
  options: PartitionedOptions<Port, Context>,
): Promise<PartitionedServer> {
  const { subgraph, config, logger, resolvers } = options;
  const endpoints = config.places.map((place) => createEndpoint(place, options));
  const server = await serveSubgraph({
    sdl: await readSdl(subgraph),
    resolvers,
    endpoints,
    listen: config.listen,
    logger,
    development: config.development,
  });
  const partitions = config.places.map(({ jurisdiction }, index) => [
    endpointPrefix(jurisdiction),
    `${server.url}${endpoints[index]?.path}`,
  ]);
  return { ...server, partitions: Object.fromEntries(partitions) };
}

function createEndpoint<Port, Context extends object>(
  place: PlaceConfig,
  { subgraph, config, logger, connect, createContext }: PartitionedOptions<Port, Context>,
): SubgraphEndpoint<Context> {
  const prefix = endpointPrefix(place.jurisdiction);
  const audience = `${subgraph}/${prefix}`;
  const keys = identityKeysFor(place.jurisdiction, place.identityKeys ?? config.identityKeys);
  const breakers: Parameters<typeof placeResources>[2] = new Map();
  const port = connect(place, placeResources(place.jurisdiction, logger, breakers));
  return {
    path: `/${prefix}/graphql`,
    audience,
    contextKey: contextKeyFor(audience, place.contextKey ?? config.contextKey),
    createContext: (callContext, signal) =>
      createContext(port, createDoor(place.jurisdiction, keys, callContext), signal),
    answerHeaders: () => ({ [BREAKER_HEADER]: formatBreakerStates(breakers) }),
  };
}

function createDoor(
  jurisdiction: DivisionCode,
  keys: ReturnType<typeof identityKeysFor>,
  callContext: CallContext,
): RecordDoor {
  return {
    jurisdiction,
    callContext,
    openIdentity: (sealed) => openIdentity(sealed, { jurisdiction, keys }),
  };
}
