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
import { ConfiguredPolicies } from './access/ConfiguredPolicies.ts';
import { deniedRootKeys } from './access/deniedRootKeys.ts';
import { describeDenial } from './access/describeDenial.ts';
import type { PolicyDecider } from './access/PolicyDecider.ts';
import type { EntityCache } from './cache/EntityCache.ts';
import type { EndedMutation } from './cache/invalidation/EndedMutation.ts';
import type { EntityFetcher } from './execute/EntityFetcher.ts';
import { executeOperation } from './execute/executeOperation.ts';
import { keepDeclared } from './execute/keepDeclared.ts';
import type { OperationEvent } from './execute/OperationEvent.ts';
import { PlainEntityFetcher } from './execute/PlainEntityFetcher.ts';
import type { ReferenceGateway } from './execute/ReferenceGateway.ts';
import { type StreamContext, subscribeOperation } from './execute/subscribeOperation.ts';
import type { Upstreams } from './execute/Upstreams.ts';
import type { AnsweredOperation } from './fast/AnsweredOperation.ts';
import type { GatewayRequestContext } from './GatewayRequestContext.ts';
import { createGeneration } from './plan/createGeneration.ts';
import { createGenerationBeside } from './plan/createGenerationBeside.ts';
import type { Generation } from './plan/Generation.ts';
import type { OperationCacheStatistics } from './plan/OperationCache.ts';
import type { PlanningOptions } from './plan/PlanningOptions.ts';
import { readSubscription, type SubscriptionRules } from './plan/readSubscription.ts';
import { type WarmUp, warmGeneration } from './plan/warmGeneration.ts';
import { toGatewayContext } from './toGatewayContext.ts';
import type { StreamRoute, StreamRoutes } from './upstream/streams/StreamRoutes.ts';
import type { UpstreamClient } from './upstream/UpstreamClient.ts';

/** What a gateway is built from. */
export interface TongbanGatewayOptions {
  /** Any Federation 2 supergraph. */
  readonly supergraphSdl: string;
  readonly client: UpstreamClient;
  /** Who fetches entities of a service with many endpoints, by the whole supergraph of the request; `undefined` for every other service. */
  readonly entityFetcherFor?: (service: string, contract: GraphQLSchema) => EntityFetcher | undefined;
  /** The place that tells a service's fields of an entity; `undefined` where none does. */
  readonly placeOf?: (
    service: string,
    entity: Readonly<Record<string, unknown>>,
    contract: GraphQLSchema,
  ) => string | undefined;
  /** Where a service is, instead of where the supergraph says; `undefined` leaves the supergraph's word. */
  readonly urlFor?: (service: string) => string | undefined;
  /** `reference` lets Apollo's executor run the plans; default `own`. */
  readonly executor?: 'own' | 'reference';
  /** Prepared operations kept per supergraph; default 1,000. */
  readonly cacheSize?: number;
  /** By default operations are planned at once, in 5 s at most. */
  readonly planning?: PlanningOptions;
  /** Told of every query and mutation before anything of it is planned. */
  readonly onBegin?: (context: GatewayRequestContext) => void;
  /** Told of every operation that was answered, be it in part, by a plan and by subgraphs that every request like it would be answered by. */
  readonly onAnswered?: (answered: AnsweredOperation) => void;
  /** Labels of `@override` that hold for every request. */
  readonly overrideLabels?: readonly string[];
  /** How subgraphs tell us of events; without it subscriptions are refused. */
  readonly streams?: StreamRoutes;
  /** Keeps what subgraphs answered about entities; not with the reference executor. */
  readonly entityCache?: EntityCache;
  /** Who decides about `@policy`; default: nobody is granted any. */
  readonly policies?: PolicyDecider;
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

/** Operations that are planned for another supergraph before it is in use, and how long that may take. */
const WARMED = 200;
const WARM_MS = 10_000;
/** How long the supergraph before is kept with its plans, so that going back to it takes no time. */
const ROLL_BACK_MS = 10 * 60_000;

/** The federation gateway behind Apollo Server: plans operations over a supergraph that may change while it runs. */
export class TongbanGateway implements GatewayInterface {
  readonly #options: TongbanGatewayOptions;
  readonly #callbacks = new Set<GatewaySchemaLoadOrUpdateCallback>();
  /** A request names its generation by the schema that it was validated against. */
  readonly #bySchema = new WeakMap<GraphQLSchema, Generation>();
  #current: Generation;
  #loadedAt = Date.now();
  #previous: Generation | undefined;
  #forgetting: NodeJS.Timeout | undefined;
  #reference: ReferenceGateway | undefined;
  readonly #policies: PolicyDecider;

  /** @throws {Error} saying why, when the SDL is no supergraph that this gateway can serve. */
  constructor(options: TongbanGatewayOptions) {
    this.#options = options;
    this.#policies = options.policies ?? new ConfiguredPolicies({});
    this.#current = this.#read(options.supergraphSdl);
  }

  get state(): TongbanGatewayState {
    const { id, cacheStatistics } = this.#current;
    return { generationId: id, loadedAt: this.#loadedAt, cache: cacheStatistics };
  }

  /** The whole supergraph in use, inaccessible parts included: what the partition router calls the contract. */
  get supergraphSchema(): GraphQLSchema {
    return this.#current.supergraphSchema;
  }

  /** Subgraph name → the address that the supergraph in use has of it, perhaps none. */
  get addresses(): ReadonlyMap<string, string> {
    return this.#current.services;
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
    clearTimeout(this.#forgetting);
    await this.#reference?.stop();
  }

  /**
   * Takes another supergraph into use; requests under way finish with the one they began with.
   *
   * @throws {Error} saying why, when the SDL is refused; the supergraph in use stays.
   */
  update(supergraphSdl: string): void {
    this.#take(this.#kept(supergraphSdl) ?? this.#read(supergraphSdl));
  }

  /**
   * As {@link update}, once the operations that are used most are planned for it.
   *
   * @param judge - throws where what that has shown speaks against it.
   */
  async replace(supergraphSdl: string, judge: (warmUp: WarmUp) => void = () => undefined): Promise<WarmUp> {
    const next = this.#kept(supergraphSdl) ?? (await this.#readBeside(supergraphSdl));
    const warmUp = await warmGeneration(next, this.#current.mostUsed(WARMED), WARM_MS);
    judge(warmUp);
    this.#take(next);
    return warmUp;
  }

  #kept(supergraphSdl: string): Generation | undefined {
    return [this.#current, this.#previous].find((one) => one?.supergraphSdl === supergraphSdl);
  }

  #take(next: Generation): void {
    if (next.id === this.#current.id) return;
    // The new one counts only once Apollo Server has taken its schema: until then requests name the old one.
    if (this.#reference === undefined) this.#adopt(next);
    else this.#reference.update(next.supergraphSdl);
    this.#keep(this.#current);
    this.#current.setInUse(false);
    next.setInUse(true);
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
    const { query, operationName, variables, context, lastEventId, eventMs } = request;
    const generation = this.#current;
    const document = readSubscription(query, generation.apiSchema, request);
    if (!('kind' in document)) return document;
    const denied =
      (await generation.access?.decide(document, request.context.caller, this.#policies)) ?? null;
    const [key] = denied === null ? [] : deniedRootKeys(denied.document, operationName);
    if (key !== undefined) {
      const { message, extensions } = describeDenial(request.context);
      return [new GraphQLError(message, { path: [key], extensions })];
    }
    const prepared = await generation.prepare(document, query, operationName, denied, context.signal);
    const upstreams = this.#upstreamsFor(generation, 'aroundEvents');
    const service = prepared.plan.source?.service ?? '';
    // What is given here is held for as long as the client listens: not the text, and no variable that nothing uses.
    return subscribeOperation({
      route: this.#routeTo(service, upstreams, streams),
      context,
      lastEventId,
      eventMs,
      variables: keepDeclared(variables, prepared),
      prepared,
      apiSchema: generation.apiSchema,
      supergraphSchema: generation.supergraphSchema,
      facts: generation.facts,
      upstreams,
      patienceMs: streams.patienceMs,
      onFailure: this.#tellOf(service, streams),
    });
  }

  #read(supergraphSdl: string): Generation {
    return this.#accept(createGeneration(...this.#settingsFor(supergraphSdl)));
  }

  async #readBeside(supergraphSdl: string): Promise<Generation> {
    return this.#accept(await createGenerationBeside(...this.#settingsFor(supergraphSdl)));
  }

  #settingsFor(supergraphSdl: string): Parameters<typeof createGeneration> {
    const { cacheSize = 1_000, overrideLabels = [], planning } = this.#options;
    return [supergraphSdl, cacheSize, { on: overrideLabels }, planning];
  }

  #accept(generation: Generation): Generation {
    if (this.#options.executor === 'reference' && generation.access !== null) {
      throw new Error(
        'it uses @authenticated, @requiresScopes or @policy, which the reference executor does not enforce; use executor own',
      );
    }
    return generation;
  }

  #keep(previous: Generation): void {
    this.#previous = previous;
    clearTimeout(this.#forgetting);
    this.#forgetting = setTimeout(() => {
      this.#previous = undefined;
    }, ROLL_BACK_MS).unref();
  }

  #adopt(generation: Generation): void {
    this.#bySchema.set(generation.apiSchema, generation);
    for (const callback of this.#callbacks) {
      callback({ apiSchema: generation.apiSchema, coreSupergraphSdl: generation.supergraphSdl });
    }
  }

  async #loadReference(options: Parameters<GatewayInterface['load']>[0]): Promise<GatewayExecutor> {
    const { ReferenceGateway } = await import('./execute/ReferenceGateway.ts');
    const upstreams = this.#upstreamsOf(() => this.#current);
    this.#reference = new ReferenceGateway(this.#current.supergraphSdl, upstreams);
    for (const callback of this.#callbacks) this.#reference.onSchemaLoadOrUpdate(callback);
    return this.#reference.load(options);
  }

  /** Made here, as what is made among a request's own variables keeps all of them in memory. */
  #upstreamsFor(generation: Generation, around?: 'aroundEvents'): Upstreams {
    return this.#upstreamsOf(() => generation, around);
  }

  /** As above; a subgraph may move while it is listened to. */
  #routeTo(service: string, upstreams: Upstreams, streams: StreamRoutes): () => StreamRoute {
    return () => streams.routeOf(service, upstreams.urlOf(service));
  }

  #tellOf(service: string, streams: StreamRoutes): (error: unknown) => void {
    return (error) => streams.onFailure?.(service, error);
  }

  #upstreamsOf(generation: () => Generation, around: 'around' | 'aroundEvents' = 'around'): Upstreams {
    const { client, entityFetcherFor, urlFor, executor, entityCache } = this.#options;
    const tellPlace = this.#options.placeOf;
    const placeOf: Upstreams['placeOf'] =
      tellPlace && ((service, entity) => tellPlace(service, entity, generation().supergraphSchema));
    const urlOf = (service: string) => urlFor?.(service) ?? (generation().services.get(service) || undefined);
    const fetcherOf = (service: string) =>
      entityFetcherFor?.(service, generation().supergraphSchema) ??
      new PlainEntityFetcher(client, urlOf(service));
    if (entityCache === undefined || executor === 'reference') {
      return { client, urlOf, entityFetcherFor: fetcherOf, ...(placeOf && { placeOf }) };
    }
    return {
      client,
      urlOf,
      ...(placeOf && { placeOf }),
      entityFetcherFor: (service) => entityCache[around](service, fetcherOf(service), generation()),
      extensionsOf: (context) => entityCache.extensionsOf(context),
    };
  }

  async #execute(request: GatewayGraphQLRequestContext): Promise<GatewayExecutionResult> {
    const generation = this.#bySchema.get(request.schema);
    if (generation === undefined) throw new TypeError('the operation was validated against a foreign schema');
    const context = toGatewayContext(request.context);
    const { entityCache, onBegin } = this.#options;
    onBegin?.(context);
    const isMutation = request.operation.operation === 'mutation';
    if (isMutation) entityCache?.beginMutation(context);
    const end = async ({ data = null, errors }: Partial<Pick<EndedMutation, 'data' | 'errors'>>) => {
      if (!isMutation) return;
      await entityCache?.endMutation({ ...request, data, errors, caller: context.caller }, generation);
    };
    const planning = context.span?.child('plan');
    try {
      const { document, source } = request;
      const { access } = generation;
      const denied = access && (await access.decide(document, context.caller, this.#policies));
      const name = request.operationName ?? undefined;
      const prepared = await generation.prepare(document, source, name, denied, context.signal);
      planning?.end();
      if (prepared.plan.source !== null) {
        throw new TongbanError('BAD_REQUEST', 'A subscription cannot be answered by a single response');
      }
      const upstreams = this.#upstreamsFor(generation);
      const result = await executeOperation({
        prepared,
        variables: request.request.variables ?? {},
        apiSchema: generation.apiSchema,
        facts: generation.facts,
        upstreams,
        context,
      });
      await end(result);
      const isCached = prepared.plan.fetches.some(({ service }) => entityCache?.concerns(service));
      const isAnswered = result.data !== undefined && result.data !== null;
      const isUniform = generation.isUniform && denied === null;
      if (isAnswered && generation === this.#current && isUniform && !isCached) {
        // As the client gave it: Apollo Server's own name is that of the document where none was given.
        const { operationName } = request.request;
        this.#tellAnswered({ source, operationName, document, prepared }, generation);
      }
      return result;
    } catch (error) {
      planning?.end(['INTERNAL_SERVER_ERROR']);
      await end({ errors: [error instanceof TongbanError ? { extensions: error.toExtensions() } : {}] });
      if (!(error instanceof TongbanError)) throw error;
      const extensions = { ...error.toExtensions(), traceId: context.requestId };
      return { errors: [new GraphQLError(error.message, { extensions })] };
    }
  }

  /** What is told is remembered for long: nothing of the request that taught it may be reachable from there. */
  #tellAnswered(
    operation: Pick<AnsweredOperation, 'source' | 'operationName' | 'document' | 'prepared'>,
    generation: Generation,
  ): void {
    const { access, apiSchema, supergraphSchema, facts } = generation;
    const { document } = operation;
    this.#options.onAnswered?.({
      ...operation,
      apiSchema,
      supergraphSchema,
      facts,
      upstreams: this.#upstreamsFor(generation),
      allows: access && ((caller) => access.allowsAll(document, caller, this.#policies)),
    });
  }
}
