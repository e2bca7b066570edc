import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { buildSchema, type FormattedExecutionResult, type GraphQLSchema, parse, printSchema } from 'graphql';
import { inlineFragments } from '../../../../gateway/plan/inlineFragments.ts';
import { TongbanGateway } from '../../../../gateway/TongbanGateway.ts';
import { composeTest } from '../../../support/composeTest.ts';
import { startTestServer, type TestServer } from '../../../support/startTestServer.ts';
import type { Caller } from './Caller.ts';
import { clientOf } from './clientOf.ts';
import { createResolvers } from './createResolvers.ts';
import { Dice } from './Dice.ts';
import type { DrawnOperation } from './DrawnOperation.ts';
import { deniedNodes } from './deniedNodes.ts';
import { drawModel } from './drawModel.ts';
import { executeMerged } from './executeMerged.ts';
import type { Model } from './Model.ts';
import { World } from './World.ts';
import { writeSubgraphs } from './writeSubgraphs.ts';

const NOBODY: Caller = { isSignedIn: false, scopes: [], policies: [] };

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
  readonly #schemas: Readonly<Record<string, GraphQLSchema>>;
  readonly #servers = new Map<Runner, TestServer>();
  #world: World;
  #policies: readonly string[] = [];

  private constructor(model: Model, sdl: Readonly<Record<string, string>>, refused: number) {
    this.model = model;
    this.sdl = sdl;
    this.refused = refused;
    this.supergraphSdl = composeTest(
      Object.entries(sdl).map(([name, text]) => ({ name, sdl: text, url: `http://${name}` })),
    );
    this.merged = buildSchema(
      printSchema(
        Supergraph.build(this.supergraphSdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES })
          .apiSchema()
          .toGraphQLJSSchema(),
      ),
    );
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
    await Promise.all([...this.#servers.values()].map((server) => server.stop()));
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
    const client = clientOf(this.#schemas);
    const overrideLabels = this.model.labels.filter((label) => !label.startsWith('percent'));
    const policies = {
      grant: async (names: readonly string[]) =>
        new Set(names.filter((name) => this.#policies.includes(name))),
    };
    const { supergraphSdl } = this;
    return startTestServer(new TongbanGateway({ supergraphSdl, client, overrideLabels, executor, policies }));
  }
}
