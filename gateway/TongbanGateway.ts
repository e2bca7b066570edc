import type {
  GatewayExecutionResult,
  GatewayExecutor,
  GatewayGraphQLRequestContext,
  GatewayInterface,
  GatewayLoadResult,
  GatewaySchemaLoadOrUpdateCallback,
  GatewayUnsubscriber,
} from '@apollo/server-gateway-interface';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { TongbanError } from '../domain/TongbanError.ts';
import type { EntityFetcher } from './execute/EntityFetcher.ts';
import { executeOperation } from './execute/executeOperation.ts';
import type { OperationEvent } from './execute/OperationEvent.ts';
import { PlainEntityFetcher } from './execute/PlainEntityFetcher.ts';
import { ReferenceGateway } from './execute/ReferenceGateway.ts';
import { type StreamContext, subscribeOperation } from './execute/subscribeOperation.ts';
import type { Upstreams } from './execute/Upstreams.ts';
import { createGeneration } from './plan/createGeneration.ts';
import type { Generation } from './plan/Generation.ts';
import type { OperationCacheStatistics } from './plan/OperationCache.ts';
import { readSubscription, type SubscriptionRules } from './plan/readSubscription.ts';
import { toGatewayContext } from './toGatewayContext.ts';
import type { StreamRoutes } from './upstream/streams/StreamRoutes.ts';
import type { UpstreamClient } from './upstream/UpstreamClient.ts';

/** What a gateway is built from. */
export interface TongbanGatewayOptions {
  /** Any Federation 2 supergraph. */
  readonly supergraphSdl: string;
  readonly client: UpstreamClient;
  /** Who fetches entities of a service with many endpoints; `undefined` for every other service. */
  readonly entityFetcherFor?: (service: string) => EntityFetcher | undefined;
  /** Where a service is, instead of where the supergraph says; `undefined` leaves the supergraph's word. */
  readonly urlFor?: (service: string) => string | undefined;
  /** `reference` lets Apollo's executor run the plans; default `own`. */
  readonly executor?: 'own' | 'reference';
  /** Prepared operations kept per supergraph; default 1,000. */
  readonly cacheSize?: number;
  /** Labels of `@override` that hold for every request. */
  readonly overrideLabels?: readonly string[];
  /** How subgraphs tell us of events; without it subscriptions are refused. */
  readonly streams?: StreamRoutes;
}

/** A subscription of a client. */
export interface GatewaySubscription extends SubscriptionRules {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: StreamContext;
  /** The last event that the client has had. */
  readonly lastEventId: string | null;
  /** For what is done to one event, in ms. */
  readonly eventMs: number;
}

/** What a gateway has loaded, for metrics. */
export interface TongbanGatewayState {
  /** SHA-256 of the supergraph in use, hexadecimal. */
  readonly generationId: string;
  /** Epoch milliseconds. */
  readonly loadedAt: number;
  /** Of this generation; counts start again with the next. */
  readonly cache: OperationCacheStatistics;
}

/** The federation gateway behind Apollo Server: plans operations over a supergraph that may change while it runs. */
export class TongbanGateway implements GatewayInterface {
  readonly #options: TongbanGatewayOptions;
  readonly #callbacks = new Set<GatewaySchemaLoadOrUpdateCallback>();
  /** A request names its generation by the schema that it was validated against. */
  readonly #bySchema = new WeakMap<GraphQLSchema, Generation>();
  #current: Generation;
  #loadedAt = Date.now();
  #reference: ReferenceGateway | undefined;

  /** @throws {Error} saying why, when the SDL is no supergraph that this gateway can serve. */
  constructor(options: TongbanGatewayOptions) {
    this.#options = options;
    this.#current = this.#createGeneration(options.supergraphSdl);
  }

  get state(): TongbanGatewayState {
    const { id, cacheStatistics } = this.#current;
    return { generationId: id, loadedAt: this.#loadedAt, cache: cacheStatistics };
  }

  /** The whole supergraph in use, inaccessible parts included: what the partition router calls the contract. */
  get supergraphSchema(): GraphQLSchema {
    return this.#current.supergraphSchema;
  }

  onSchemaLoadOrUpdate(callback: GatewaySchemaLoadOrUpdateCallback): GatewayUnsubscriber {
    this.#callbacks.add(callback);
    return () => this.#callbacks.delete(callback);
  }

  async load(options: Parameters<GatewayInterface['load']>[0]): Promise<GatewayLoadResult> {
    if (this.#options.executor === 'reference') return { executor: await this.#loadReference(options) };
    this.#adopt(this.#current);
    return { executor: (request) => this.#execute(request) };
  }

  async stop(): Promise<void> {
    await this.#reference?.stop();
  }

  /**
   * Takes another supergraph into use; requests under way finish with the one they began with.
   *
   * @throws {Error} saying why, when the SDL is refused; the supergraph in use stays.
   */
  update(supergraphSdl: string): void {
    const next = this.#createGeneration(supergraphSdl);
    if (next.id === this.#current.id) return;
    // The new one counts only once Apollo Server has taken its schema: until then requests name the old one.
    if (this.#reference === undefined) this.#adopt(next);
    else this.#reference.update(supergraphSdl);
    this.#current = next;
    this.#loadedAt = Date.now();
  }

  /**
   * Opens a subscription. It stays with the supergraph that it began with.
   *
   * @returns why it cannot be executed, or its events; `context.signal` ends them.
   * @throws {TongbanError} BAD_REQUEST with the reference executor, which has no subscriptions.
   */
  async subscribe(
    request: GatewaySubscription,
  ): Promise<readonly GraphQLError[] | AsyncGenerator<OperationEvent, undefined>> {
    const { executor, streams } = this.#options;
    if (executor === 'reference' || streams === undefined) {
      throw new TongbanError('BAD_REQUEST', 'This gateway runs an executor that has no subscriptions');
    }
    const { query, operationName } = request;
    const generation = this.#current;
    const document = readSubscription(query, generation.apiSchema, request);
    if (!('kind' in document)) return document;
    const prepared = await generation.prepare(document, query, operationName);
    const upstreams = this.#upstreamsOf(() => generation);
    const service = prepared.plan.source?.service ?? '';
    return subscribeOperation({
      ...request,
      ...streams.routeOf(service, upstreams.urlOf(service)),
      prepared,
      apiSchema: generation.apiSchema,
      facts: generation.facts,
      upstreams,
      patienceMs: streams.patienceMs,
    });
  }

  #createGeneration(supergraphSdl: string): Generation {
    const { cacheSize = 1_000, overrideLabels = [] } = this.#options;
    return createGeneration(supergraphSdl, cacheSize, { on: overrideLabels });
  }

  #adopt(generation: Generation): void {
    this.#bySchema.set(generation.apiSchema, generation);
    for (const callback of this.#callbacks) {
      callback({ apiSchema: generation.apiSchema, coreSupergraphSdl: generation.supergraphSdl });
    }
  }

  async #loadReference(options: Parameters<GatewayInterface['load']>[0]): Promise<GatewayExecutor> {
    const { ApolloGateway } = await import('@apollo/gateway');
    const upstreams = this.#upstreamsOf(() => this.#current);
    this.#reference = new ReferenceGateway(ApolloGateway, this.#current.supergraphSdl, upstreams);
    for (const callback of this.#callbacks) this.#reference.onSchemaLoadOrUpdate(callback);
    return this.#reference.load(options);
  }

  #upstreamsOf(generation: () => Generation): Upstreams {
    const { client, entityFetcherFor, urlFor } = this.#options;
    const urlOf = (service: string) => urlFor?.(service) ?? (generation().services.get(service) || undefined);
    return {
      client,
      urlOf,
      entityFetcherFor: (service) =>
        entityFetcherFor?.(service) ?? new PlainEntityFetcher(client, urlOf(service)),
    };
  }

  async #execute(request: GatewayGraphQLRequestContext): Promise<GatewayExecutionResult> {
    const generation = this.#bySchema.get(request.schema);
    if (generation === undefined) throw new TypeError('the operation was validated against a foreign schema');
    const context = toGatewayContext(request.context);
    try {
      const prepared = await generation.prepare(
        request.document,
        request.source,
        request.operationName ?? undefined,
      );
      if (prepared.plan.source !== null) {
        throw new TongbanError('BAD_REQUEST', 'A subscription cannot be answered by a single response');
      }
      return await executeOperation({
        prepared,
        variables: request.request.variables ?? {},
        apiSchema: generation.apiSchema,
        facts: generation.facts,
        upstreams: this.#upstreamsOf(() => generation),
        context,
      });
    } catch (error) {
      if (!(error instanceof TongbanError)) throw error;
      const extensions = { ...error.toExtensions(), traceId: context.requestId };
      return { errors: [new GraphQLError(error.message, { extensions })] };
    }
  }
}
