import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { buildSchema, type FormattedExecutionResult, type GraphQLSchema, parse, printSchema } from 'graphql';
import { inlineFragments } from '../../../../gateway/plan/inlineFragments.ts';
import { TongbanGateway } from '../../../../gateway/TongbanGateway.ts';
import type { StreamTransport } from '../../../../gateway/upstream/streams/StreamTransport.ts';
import { composeTest } from '../../../support/composeTest.ts';
import { createTestContext } from '../../../support/createTestContext.ts';
import { startTestServer, type TestServer } from '../../../support/startTestServer.ts';
import type { Caller } from './Caller.ts';
import { clientOf } from './clientOf.ts';
import { contextFields } from './contextFields.ts';
import { createResolvers } from './createResolvers.ts';
import { Dice } from './Dice.ts';
import type { DrawnOperation } from './DrawnOperation.ts';
import { deniedNodes } from './deniedNodes.ts';
import { drawModel } from './drawModel.ts';
import { eventTransport } from './eventTransport.ts';
import { executeMerged } from './executeMerged.ts';
import type { Model } from './Model.ts';
import { nestedRequirements } from './nestedRequirements.ts';
import { objectFields } from './objectFields.ts';
import { World } from './World.ts';
import { writeSubgraphs } from './writeSubgraphs.ts';

const NOBODY: Caller = { isSignedIn: false, scopes: [], policies: [] };

/** Composition looks at each way to each field, which interface objects below each other multiply. */
const MOST_PATHS = 3_000;

type Runner = 'own' | 'reference';

/** A generated supergraph with all who answer for it: our gateway, Apollo's executor, and graphql-js over one schema. */
export class GeneratedFederation {
  readonly model: Model;
  readonly sdl: Readonly<Record<string, string>>;
  /** Drawn models that composition refused, before this one. */
  readonly refused: number;
  /** What clients see, without resolvers. */
  readonly merged: GraphQLSchema;
  readonly supergraphSdl: string;
  /** Fields that operations are to ask for often: what they are about is rare. */
  readonly favoured: ReadonlySet<string>;
  readonly #schemas: Readonly<Record<string, GraphQLSchema>>;
  readonly #servers = new Map<Runner, TestServer>();
  #world: World;
  #policies: readonly string[] = [];
  #subscriber: TongbanGateway | undefined;
  #transport: StreamTransport = eventTransport({}, () => undefined);

  private constructor(model: Model, sdl: Readonly<Record<string, string>>, refused: number) {
    this.model = model;
    this.sdl = sdl;
    this.refused = refused;
    this.supergraphSdl = composeTest(
      Object.entries(sdl).map(([name, text]) => ({ name, sdl: text, url: `http://${name}` })),
      { maxValidationSubgraphPaths: MOST_PATHS },
    );
    this.merged = buildSchema(
      printSchema(
        Supergraph.build(this.supergraphSdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES })
          .apiSchema()
          .toGraphQLJSSchema(),
      ),
    );
    const { readers, ways } = contextFields(model);
    this.favoured = new Set([...readers, ...ways, ...objectFields(model), ...nestedRequirements(model)]);
    this.#world = new World(model, '', []);
    this.#schemas = Object.fromEntries(
      Object.entries(sdl).map(([service, text]) => [
        service,
        buildSubgraphSchema({
          typeDefs: parse(text),
          resolvers: Object(createResolvers(model, () => this.#world, service)),
        }),
      ]),
    );
  }

  /** Draws until composition takes what was drawn. @param isGuarded - with access directives. */
  static draw(seed: number, isGuarded = false): GeneratedFederation {
    const dice = new Dice(seed);
    for (let refused = 0; ; refused++) {
      const model = drawModel(dice, isGuarded);
      try {
        return new GeneratedFederation(model, writeSubgraphs(model), refused);
      } catch (error) {
        if (!(error instanceof Error) || refused === 200) throw error;
      }
    }
  }

  /** @param caller - as access directives see them; nobody by default. */
  async runOwn(
    operation: DrawnOperation,
    worldSeed: string,
    caller: Caller = NOBODY,
  ): Promise<FormattedExecutionResult> {
    this.#policies = caller.policies;
    return this.#run('own', operation, worldSeed, caller);
  }

  /** Each event of a subscription; or why it cannot be had. Its worlds are seeded by `<worldSeed> <event>`. */
  async runEvents(
    { source: query, variables }: DrawnOperation,
    worldSeed: string,
  ): Promise<readonly FormattedExecutionResult[]> {
    const transport = eventTransport(this.#schemas, (event) => {
      this.#world = new World(this.model, `${worldSeed} ${event}`, this.model.labels);
    });
    this.#transport = transport;
    this.#subscriber ??= this.#gatewayOf('own');
    const { requestId, traceparent, caller, language, signal } = createTestContext();
    const events = await this.#subscriber.subscribe({
      query,
      operationName: undefined,
      variables,
      context: { requestId, traceparent, caller, language, signal },
      lastEventId: null,
      eventMs: 10_000,
      maxTokens: 10_000,
      introspection: true,
    });
    if (!(Symbol.asyncIterator in events)) return [{ errors: events.map((error) => error.toJSON()) }];
    const results: FormattedExecutionResult[] = [];
    for await (const { result } of events) results.push(JSON.parse(JSON.stringify(result)));
    return results;
  }

  /** Coordinates of all fields that services were asked for in the last run. */
  get asked(): ReadonlySet<string> {
    return this.#world.asked;
  }

  /** Apollo's executor over the same subgraphs. */
  async runReference(operation: DrawnOperation, worldSeed: string): Promise<FormattedExecutionResult> {
    return this.#run('reference', operation, worldSeed);
  }

  runMerged(
    { source, variables }: DrawnOperation,
    worldSeed: string,
    caller?: Caller,
  ): Promise<FormattedExecutionResult> {
    const document = inlineFragments(parse(source));
    return executeMerged(
      this.model,
      new World(this.model, worldSeed, []),
      this.merged,
      document,
      variables,
      caller && deniedNodes(document, this.merged, this.model, caller),
    );
  }

  async close(): Promise<void> {
    await Promise.all([...this.#servers.values(), this.#subscriber].map((one) => one?.stop()));
  }

  async #run(
    runner: Runner,
    { source, variables }: DrawnOperation,
    worldSeed: string,
    { isSignedIn, scopes }: Caller = NOBODY,
  ): Promise<FormattedExecutionResult> {
    const server = this.#servers.get(runner) ?? (await this.#start(runner));
    this.#servers.set(runner, server);
    // Apollo's gateway decides about no label.
    this.#world = new World(this.model, worldSeed, runner === 'own' ? this.model.labels : []);
    const caller = isSignedIn ? { issuer: 'i', subject: 's', portal: 'p', purpose: 'self', scopes } : null;
    return server.execute(source, variables, { caller });
  }

  #start(executor: Runner): Promise<TestServer> {
    return startTestServer(this.#gatewayOf(executor));
  }

  #gatewayOf(executor: Runner): TongbanGateway {
    const policies = {
      grant: async (names: readonly string[]) =>
        new Set(names.filter((name) => this.#policies.includes(name))),
    };
    return new TongbanGateway({
      supergraphSdl: this.supergraphSdl,
      client: clientOf(this.#schemas),
      streams: {
        patienceMs: 0,
        routeOf: (service) => ({ url: `http://${service}`, transport: this.#transport }),
      },
      overrideLabels: this.model.labels.filter((label) => !label.startsWith('percent')),
      executor,
      policies,
      // A busy machine is no difference.
      planning: { mostMs: () => Number.POSITIVE_INFINITY },
    });
  }
}
