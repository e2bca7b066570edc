import type { Logger } from 'pino';
import type { Inbound } from '../../adapters/inbound/Inbound.ts';
import type { CasesPort } from '../../adapters/steps/CasesPort.ts';
import type { StepPort } from '../../adapters/steps/StepPort.ts';
import { BREAKER_HEADER, formatBreakerStates } from '../../domain/breakerStates.ts';
import type { CallContext } from '../../domain/callContext.ts';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import { type SubgraphServer, serveSubgraph } from '../serveSubgraph.ts';
import { acceptedKeysFor } from '../serving/acceptedKeysFor.ts';
import { readSdl } from '../serving/readSdl.ts';
import type { SignedRoute } from '../serving/SignedRoute.ts';
import type { SubgraphEndpoint } from '../serving/SubgraphEndpoint.ts';
import { endpointPrefix } from './endpointPrefix.ts';
import { identityKeysFor } from './identityKeysFor.ts';
import { openIdentity } from './openIdentity.ts';
import type { RecordDoor } from './openRecord.ts';
import { PlaceStores } from './PlaceStores.ts';
import type { PartitionedConfig } from './partitionedConfig.ts';
import { placeResources } from './placeResources.ts';
import { processClock } from './processClock.ts';
import { type RunningInbounds, startInbounds } from './startInbounds.ts';
import { PlaceSteps } from './steps/PlaceSteps.ts';

type PlaceConfig = PartitionedConfig['places'][number];

/** What every adapter of a place has, whatever it may be asked. */
interface PortOfPlace {
  readonly inbound?: Inbound;
  readonly step?: StepPort;
}

export interface PartitionedOptions<Port extends PortOfPlace, Context extends object> {
  /** `housing-fund`; also the file name of the SDL and the first part of every audience. */
  readonly subgraph: string;
  readonly config: PartitionedConfig;
  readonly logger: Logger;
  readonly resolvers: Readonly<Record<string, object>>;
  /** Makes the adapter of one place. @throws {Error} naming the place and the bad option. */
  connect(place: PlaceConfig, resources: ReturnType<typeof placeResources>): Port;
  /** Cases, as one place tells it what came of steps. */
  connectCases(options: { readonly jurisdiction: DivisionCode; readonly url: string }): CasesPort;
  createContext(port: Port, door: RecordDoor, signal: AbortSignal): Context;
}

/** A running server of any number of jurisdictions. */
export interface PartitionedServer extends SubgraphServer {
  /** Where each jurisdiction is served, by division prefix, as the gateway's partitions file wants it. */
  readonly partitions: Readonly<Record<string, string>>;
  /** Where the systems that call us reach us, by jurisdiction. */
  readonly inbound: RunningInbounds['urls'];
}

/**
 * Serves one partitioned subgraph for all places configured, each under its own path, audience and keys, and takes
 * what their systems send.
 *
 * @throws {Error} with one line: a place or the database cannot be used, or an address is taken.
 */
export async function servePartitioned<Port extends PortOfPlace, Context extends object>(
  options: PartitionedOptions<Port, Context>,
): Promise<PartitionedServer> {
  const stores = await openStores(options);
  try {
    const server = await serve(options, stores);
    const stop = () => server.stop().finally(() => stores?.close());
    let stopped: Promise<void> | undefined;
    return { ...server, stop: () => (stopped ??= stop()) };
  } catch (error) {
    await stores?.close();
    throw error;
  }
}

async function openStores({
  subgraph,
  config: { databaseUrl, storeKey, places, retentionDays },
  logger,
}: Pick<
  PartitionedOptions<PortOfPlace, object>,
  'subgraph' | 'config' | 'logger'
>): Promise<PlaceStores | null> {
  if (databaseUrl === undefined || storeKey === undefined) return null;
  const jurisdictions = places.map(({ jurisdiction }) => jurisdiction);
  return PlaceStores.open({ databaseUrl, storeKey, subgraph, jurisdictions, retentionDays, logger });
}

async function serve<Port extends PortOfPlace, Context extends object>(
  options: PartitionedOptions<Port, Context>,
  stores: PlaceStores | null,
): Promise<PartitionedServer> {
  const { subgraph, config, logger, resolvers } = options;
  const steps = new PlaceSteps({ ...options, stores, clock: processClock });
  const connected = config.places.map((place) => connectPlace(place, options, { stores, steps }));
  const server = await serveSubgraph({
    sdl: await readSdl(subgraph),
    resolvers,
    endpoints: connected.map(({ endpoint }) => endpoint),
    routes: connected.flatMap(({ routes }) => routes),
    listen: config.listen,
    logger,
    development: config.development,
  });
  const inbounds = await startInbounds(
    connected.flatMap(({ jurisdiction, inbound }) =>
      inbound === undefined ? [] : [[jurisdiction, inbound]],
    ),
  ).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  steps.start();
  const partitions = connected.map(({ jurisdiction, endpoint }) => [
    endpointPrefix(jurisdiction),
    `${server.url}${endpoint.path}`,
  ]);
  return {
    ...server,
    partitions: Object.fromEntries(partitions),
    inbound: inbounds.urls,
    // First what systems send: nothing that reads need is given up before the last one is answered.
    stop: () =>
      inbounds
        .stop()
        .finally(() => server.stop())
        .finally(() => steps.stop())
        .finally(() => inbounds.close()),
  };
}

interface ConnectedPlace<Context extends object> {
  readonly jurisdiction: DivisionCode;
  readonly endpoint: SubgraphEndpoint<Context>;
  readonly routes: readonly SignedRoute[];
  readonly inbound: Inbound | undefined;
}

function connectPlace<Port extends PortOfPlace, Context extends object>(
  place: PlaceConfig,
  { subgraph, config, logger, connect, createContext }: PartitionedOptions<Port, Context>,
  { stores, steps }: { readonly stores: PlaceStores | null; readonly steps: PlaceSteps },
): ConnectedPlace<Context> {
  const { jurisdiction } = place;
  const prefix = endpointPrefix(jurisdiction);
  const audience = `${subgraph}/${prefix}`;
  const keys = identityKeysFor(jurisdiction, place.identityKeys ?? config.identityKeys);
  const breakers: Parameters<typeof placeResources>[0]['breakers'] = new Map();
  const store = stores?.storeFor(jurisdiction) ?? null;
  const cached = cacheHeader(config.cache);
  const port = connect(place, placeResources({ jurisdiction, logger, breakers, store }));
  const endpoint: SubgraphEndpoint<Context> = {
    path: `/${prefix}/graphql`,
    audience,
    contextKey: acceptedKeysFor(audience, place.contextKey ?? config.contextKey),
    createContext: (callContext, signal) =>
      createContext(port, createDoor(jurisdiction, keys, callContext), signal),
    answerHeaders: () => ({ [BREAKER_HEADER]: formatBreakerStates(breakers), ...cached }),
  };
  const open = (sealed: string) => openIdentity(sealed, { jurisdiction, keys });
  const routes = steps.routesFor(port.step, { endpoint, prefix, jurisdiction, openIdentity: open });
  return { jurisdiction, inbound: port.inbound, endpoint, routes };
}

const cacheHeader = (cached: PartitionedConfig['cache']): Readonly<Record<string, string>> =>
  cached === undefined
    ? {}
    : { 'cache-control': `private, max-age=${cached.seconds}, stale-if-error=${cached.staleSeconds}` };

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
