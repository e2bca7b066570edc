import type { FormattedExecutionResult, GraphQLSchema } from 'graphql';
import type { EntityError, EntityFetch, EntityOutcome } from '../execute/EntityFetcher.ts';
import type { GatewayRequestContext } from '../GatewayRequestContext.ts';
import { hasTimeLeft } from '../upstream/hasTimeLeft.ts';
import type { UpstreamClient } from '../upstream/UpstreamClient.ts';
import type { OfferedContract } from './OfferedContract.ts';
import { fillNotOffered } from './prune/fillNotOffered.ts';
import type { NotOfferedField } from './prune/NotOfferedField.ts';
import { type PrunedOperation, pruneOperation, type WithheldEntity } from './prune/pruneOperation.ts';
import { readEntityAnswer } from './readEntityAnswer.ts';
import { responseKeysOf } from './responseKeysOf.ts';
import type { EndpointGroup, RoutedEntity } from './splitByEndpoint.ts';
import { type FaultPlace, toEntityError } from './toEntityError.ts';
import { toFault } from './toFault.ts';

export interface AskEndpointOptions {
  readonly client: UpstreamClient;
  readonly fetch: EntityFetch;
  readonly group: EndpointGroup;
  /** What the endpoint offers; `undefined` sends the operation as it is. */
  readonly offered: OfferedContract | undefined;
  readonly contract: GraphQLSchema | undefined;
  readonly context: GatewayRequestContext;
}

export interface EndpointReply {
  /** One per entity of the group, in its order. */
  readonly outcomes: readonly EntityOutcome[];
  /** The endpoint did not run the operation, maybe because it has another release than we believe. */
  readonly isRefusal: boolean;
}

type Pruned = Omit<PrunedOperation, 'document'>;
type PlacedEntity = Pick<RoutedEntity, 'representation'> & FaultPlace;

const NOT_OFFERED = toFault({ extensions: { code: 'NOT_OFFERED' } });

/** Codes with which GraphQL servers refuse an operation before they run it; some give none. */
const INVALID = 'GRAPHQL_VALIDATION_FAILED';
const REFUSALS: ReadonlySet<unknown> = new Set(['BAD_USER_INPUT', undefined]);

/**
 * Asks one endpoint for one group of entities, in what it offers of the operation.
 *
 * A field that is not offered becomes `null` with one NOT_OFFERED error at each of its places. An entity that failed
 * or is missing carries that one error only: all its fields are lost anyway.
 *
 * @throws {TongbanError} as the client does.
 */
export async function askEndpoint(options: AskEndpointOptions, signal: AbortSignal): Promise<EndpointReply> {
  const { fetch, group, context } = options;
  const entities = group.entities.map(
    ({ representation, jurisdiction }): PlacedEntity => ({
      representation,
      jurisdiction,
      service: fetch.service,
      context,
    }),
  );
  const pruned = prune(options);
  const isNothingToAsk = pruned.representations.length === 0;
  const answer = isNothingToAsk ? { data: { _entities: [] } } : await send(options, pruned, signal);

  const places = pruned.positions.flatMap((position) => entities[position] ?? []);
  const answered = readEntityAnswer({
    answer,
    places,
    responseKeys: responseKeysOf(fetch.document),
    hasTimeLeft: hasTimeLeft(context),
  });
  const outcomes = new Map<number, EntityOutcome>();
  for (const [index, position] of pruned.positions.entries()) {
    const [outcome, place] = [answered[index], places[index]];
    if (outcome && place) outcomes.set(position, complete(outcome, place, pruned.notOffered));
  }
  for (const entity of pruned.withheld) {
    const place = entities[entity.position];
    if (place) outcomes.set(entity.position, withhold(entity, place));
  }
  return {
    outcomes: entities.flatMap((_, position) => outcomes.get(position) ?? []),
    isRefusal: isRefusal(answer),
  };
}

function prune({ fetch, group, offered, contract }: AskEndpointOptions): Pruned {
  const representations = group.entities.map(({ representation }) => representation);
  if (offered) return pruneOperation(offered.pruningOf(fetch, contract), fetch.variables, representations);
  return {
    query: fetch.query,
    variables: fetch.variables,
    representations,
    positions: [...representations.keys()],
    withheld: [],
    notOffered: [],
  };
}

function send(
  { client, fetch, group: { endpoint }, context }: AskEndpointOptions,
  { query, variables, representations }: Pruned,
  signal: AbortSignal,
): Promise<FormattedExecutionResult> {
  return client.send(
    {
      service: fetch.service,
      jurisdiction: endpoint.prefix,
      url: endpoint.url,
      operation: 'entities',
      query,
      operationName: fetch.operationName,
      variables: { ...variables, representations },
      onCacheControl: fetch.onCacheControl,
    },
    context,
    signal,
  );
}

function complete(
  outcome: EntityOutcome,
  place: PlacedEntity,
  notOffered: readonly NotOfferedField[],
): EntityOutcome {
  if (outcome.kind !== 'entity' || notOffered.length === 0) return outcome;
  const paths = fillNotOffered(outcome.value, String(place.representation['__typename']), notOffered);
  return { ...outcome, errors: [...outcome.errors, ...notOfferedAt(paths, place)] };
}

function withhold({ notOffered, typenames }: WithheldEntity, place: PlacedEntity): EntityOutcome {
  const typename = place.representation['__typename'];
  const fields = [...typenames.map((key) => [key, typename]), ...notOffered.map((key) => [key, null])];
  const paths = notOffered.map((key) => [key]);
  return { kind: 'entity', value: Object.fromEntries(fields), errors: notOfferedAt(paths, place) };
}

function notOfferedAt(paths: readonly (readonly (string | number)[])[], place: FaultPlace): EntityError[] {
  return paths.map((path) => toEntityError(NOT_OFFERED, path, place));
}

/** Whether this is a request error, which has no `data` at all. @see GraphQL specification, "Request Errors" */
function isRefusal({ data, errors }: FormattedExecutionResult): boolean {
  if (data || !Array.isArray(errors)) return false;
  const codes = errors.map((error): unknown => error?.extensions?.code);
  return codes.includes(INVALID) || (data === undefined && codes.some((code) => REFUSALS.has(code)));
}
