import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { GatewayGraphQLResponse } from '@apollo/server-gateway-interface';
import { type GraphQLFormattedError, parse } from 'graphql';
import { toGatewayContext } from '../toGatewayContext.ts';
import type { EntityError, EntityOutcome } from './EntityFetcher.ts';
import type { JsonObject } from './JsonObject.ts';
import type { Upstreams } from './Upstreams.ts';

/** Lets Apollo's executor reach subgraphs by our own ways: same client, same partitions, same signed context. */
export class ReferenceDataSource implements GraphQLDataSource {
  readonly #service: string;
  readonly #upstreams: Upstreams;

  constructor(service: string, upstreams: Upstreams) {
    this.#service = service;
    this.#upstreams = upstreams;
  }

  async process(options: GraphQLDataSourceProcessOptions): Promise<GatewayGraphQLResponse> {
    const { query = '', operationName, variables = {} } = options.request;
    const context = toGatewayContext(options.context);
    const { representations, ...others } = variables;
    if (Array.isArray(representations)) {
      const document = options.kind === 'incoming operation' ? options.document : undefined;
      const outcomes = await this.#upstreams.entityFetcherFor(this.#service).fetchEntities(
        {
          service: this.#service,
          document: document ?? parse(query),
          query,
          operationName,
          variables: others,
          representations,
        },
        context,
        context.signal,
      );
      return toResponse(outcomes);
    }
    const url = this.#upstreams.urlOf(this.#service) ?? '';
    const { data, errors } = await this.#upstreams.client.send(
      { service: this.#service, jurisdiction: null, url, operation: 'root', query, operationName, variables },
      context,
      context.signal,
    );
    return { ...(data !== undefined && { data }), ...(errors && { errors }) };
  }
}

function toResponse(outcomes: readonly EntityOutcome[]): GatewayGraphQLResponse {
  const errors = outcomes.flatMap((outcome, index) =>
    errorsOf(outcome).map(
      ({ message, path, extensions }): GraphQLFormattedError => ({
        message,
        path: ['_entities', index, ...path],
        extensions,
      }),
    ),
  );
  const entities: (JsonObject | null)[] = outcomes.map((outcome) =>
    outcome.kind === 'entity' ? outcome.value : null,
  );
  return { data: { _entities: entities }, ...(errors.length > 0 && { errors }) };
}

function errorsOf(outcome: EntityOutcome): readonly EntityError[] {
  return outcome.kind === 'missing' || outcome.kind === 'failed' ? [outcome.error] : outcome.errors;
}
