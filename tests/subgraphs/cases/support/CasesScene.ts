import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Logger } from 'pino';
import type { CallContextCaller } from '../../../../domain/callContext.ts';
import { type CasesConfig, readCasesConfig } from '../../../../subgraphs/cases/config.ts';
import { startCases } from '../../../../subgraphs/cases/main.ts';
import { type OpenedServices, openServices } from '../../../../subgraphs/cases/openServices.ts';
import { startWorker, type Worker } from '../../../../subgraphs/cases/worker.ts';
import { readWorkerConfig } from '../../../../subgraphs/cases/workerConfig.ts';
import type { SubgraphServer } from '../../../../subgraphs/serveSubgraph.ts';
import { deriveContextKey } from '../../../../subgraphs/serving/deriveContextKey.ts';
import type { FaultPointName } from '../../../../subgraphs/serving/faultPointName.ts';
import { secrets } from '../../people/secrets.ts';
import { callSubgraph } from '../../serving/callSubgraph.ts';
import { signTestContext } from '../../serving/signTestContext.ts';
import { testContext } from '../../serving/testContext.ts';
import { DyingWorker } from './DyingWorker.ts';
import { Engineer } from './Engineer.ts';

const KEY = deriveContextKey(secrets.contextMaster, 'cases');

export interface SceneOptions {
  readonly settings: object & { readonly databaseUrl: string };
  readonly logger: Logger;
  now(): number;
}

/** What a GraphQL answer holds, as tests look at it. */
export interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly unknown[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
}

/** One database of cases with a server over it, and workers where a test wants some. */
export class CasesScene {
  readonly #options: SceneOptions;
  readonly #config: CasesConfig;
  readonly #server: SubgraphServer;
  readonly #client: pg.Pool;
  readonly #workers: Worker[] = [];
  readonly #dying: DyingWorker[] = [];
  readonly #services: OpenedServices[] = [];

  private constructor(options: SceneOptions, config: CasesConfig, server: SubgraphServer) {
    this.#options = options;
    this.#config = config;
    this.#server = server;
    this.#client = new pg.Pool({ connectionString: config.databaseUrl, max: 2 });
  }

  static async open(options: SceneOptions): Promise<CasesScene> {
    const config = readCasesConfig(options.settings);
    return new CasesScene(options, config, await startCases(config, options.logger, () => options.now()));
  }

  get url(): string {
    return this.#server.url;
  }

  /** As a configuration file of cases has them. */
  get settings(): object {
    return this.#options.settings;
  }

  get databaseUrl(): string {
    return this.#config.databaseUrl;
  }

  /** Asks as the gateway does, in the name of a caller. */
  async ask(
    caller: CallContextCaller | null,
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
  ): Promise<Answer> {
    const context = signTestContext(testContext('cases', { caller }), KEY);
    const { body } = await callSubgraph(`${this.url}/graphql`, context, query, variables);
    return body as Answer;
  }

  /** Tells what became of a step, as the server of a place does. */
  async tell(
    { subgraph, jurisdiction, ...report }: Readonly<Record<string, unknown>>,
    signedFor = `cases/step-results/${subgraph}/${jurisdiction}`,
  ): Promise<{ readonly status: number; readonly body: unknown }> {
    const caller = {
      issuer: 'tongban',
      subject: `${subgraph}/${jurisdiction}`,
      portal: '',
      scopes: ['step-results'],
      purpose: 'step-results',
    };
    const context = signTestContext(
      testContext(signedFor, { caller }),
      deriveContextKey(secrets.contextMaster, signedFor),
    );
    const response = await fetch(`${this.url}/step-results/${subgraph}.${jurisdiction}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'tongban-context': context,
      },
      body: JSON.stringify(report),
    });
    return { status: response.status, body: await response.json() };
  }

  /** Rows of one statement on the database. */
  async query<Row extends Readonly<Record<string, unknown>>>(
    sql: string,
    values: readonly unknown[] = [],
  ): Promise<readonly Row[]> {
    return (await this.#client.query<Row>(sql, [...values])).rows;
  }

  /** What this server and its workers are both told, as a file says it. */
  get sharedSettings(): object {
    const { listen: _, development: __, ...config } = this.#config;
    return {
      ...config,
      caseKey: Buffer.from(config.caseKey).toString('base64'),
      contextKey: { master: Buffer.from(config.contextKey.master).toString('base64') },
    };
  }

  /** Another worker with all its parts. */
  async startWorker(settings: object = {}): Promise<Worker> {
    const config = readWorkerConfig({ ...this.sharedSettings, ...settings });
    const worker = await startWorker(config, this.#options.logger, () => this.#options.now());
    this.#workers.push(worker);
    return worker;
  }

  /** A worker in a process of its own, to be killed. */
  async startDyingWorker(dieAt: FaultPointName | null): Promise<DyingWorker> {
    const worker = await DyingWorker.start(this.sharedSettings, dieAt);
    this.#dying.push(worker);
    return worker;
  }

  /** Somebody who takes the turns of a worker one by one. */
  async hireEngineer(settings: { readonly partitions?: string } = {}): Promise<Engineer> {
    const { logger } = this.#options;
    const services = openServices({
      config: { ...this.#config, ...settings },
      isWorker: false,
      maxConnections: 4,
      timeoutMs: 5_000,
      logger,
      now: () => this.#options.now(),
    });
    this.#services.push(services);
    await services.places.start();
    await services.wakeUps.start();
    return new Engineer({ services, logger, owner: randomUUID() });
  }

  async close(): Promise<void> {
    for (const worker of this.#dying.splice(0)) worker.kill();
    await Promise.all(this.#workers.splice(0).map((worker) => worker.stop()));
    await Promise.all(this.#services.splice(0).map((services) => services.close()));
    await this.#server.stop();
    await this.#client.end();
  }
}
