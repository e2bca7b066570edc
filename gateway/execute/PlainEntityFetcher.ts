import type { FormattedExecutionResult } from 'graphql';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { GatewayRequestContext } from '../GatewayRequestContext.ts';
import type { UpstreamClient } from '../upstream/UpstreamClient.ts';
import { assignErrors } from './assignErrors.ts';
import { describeError } from './describeError.ts';
import type { EntityFetch, EntityFetcher, EntityOutcome } from './EntityFetcher.ts';
import { isJsonObject } from './JsonObject.ts';
import { relativeError } from './relativeError.ts';
import { toTongbanError } from './toTongbanError.ts';

/** Asks a subgraph that has one endpoint, in one call. */
export class PlainEntityFetcher implements EntityFetcher {
  readonly #client: UpstreamClient;
  readonly #url: string | undefined;

  constructor(client: UpstreamClient, url: string | undefined) {
    this.#client = client;
    this.#url = url;
  }

  async fetchEntities(
    fetch: EntityFetch,
    context: GatewayRequestContext,
    signal: AbortSignal,
  ): Promise<readonly EntityOutcome[]> {
    if (fetch.representations.length === 0) return [];
    try {
      return toOutcomes(await this.#send(fetch, context, signal), fetch, context);
    } catch (error) {
      // At the request's deadline others may know something of these entities; a client that left wants nothing.
      if (signal.aborted && !(signal.reason instanceof TongbanError)) throw error;
      return failAll(toTongbanError(error, signal), fetch, context);
    }
  }

  async #send(
    { service, query, operationName, variables, representations, onCacheControl }: EntityFetch,
    context: GatewayRequestContext,
    signal: AbortSignal,
  ): Promise<FormattedExecutionResult> {
    if (this.#url === undefined) {
      throw new TongbanError('JURISDICTION_NOT_CONNECTED', `${service} has no address`);
    }
    return this.#client.send(
      {
        service,
        jurisdiction: null,
        url: this.#url,
        operation: 'entities',
        query,
        operationName,
        variables: { ...variables, representations },
        onCacheControl,
      },
      context,
      signal,
    );
  }
}

function toOutcomes(
  answer: FormattedExecutionResult,
  fetch: EntityFetch,
  context: GatewayRequestContext,
): readonly EntityOutcome[] {
  const entities: unknown = isJsonObject(answer.data) ? answer.data['_entities'] : undefined;
  // Some servers write null for no errors.
  const errors = answer.errors ?? [];
  if (!Array.isArray(entities) || entities.length !== fetch.representations.length) {
    const [first] = errors;
    if (first === undefined) {
      const message = `${fetch.service} did not answer for every entity`;
      return failAll(new TongbanError('JURISDICTION_BAD_RESPONSE', message), fetch, context);
    }
    return fetch.representations.map(() => ({ kind: 'failed', error: relativeError(first, []) }));
  }
  const byEntity = assignErrors(errors, entities);
  return entities.map((value: unknown, index): EntityOutcome => {
    const own = byEntity.get(index) ?? [];
    if (isJsonObject(value)) return { kind: 'entity', value, errors: own };
    return { kind: 'none', errors: own };
  });
}

function failAll(
  error: TongbanError,
  { service, representations }: EntityFetch,
  context: GatewayRequestContext,
): readonly EntityOutcome[] {
  const description = describeError(error, service, context);
  return representations.map(() => ({ kind: 'failed', error: { ...description, path: [] } }));
}
