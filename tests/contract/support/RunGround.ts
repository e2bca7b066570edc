import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { vi } from 'vitest';
import type { AdapterResources } from '../../../adapters/AdapterResources.ts';
import { connectHousingFund, connectSocialInsurance } from '../../../adapters/connect.ts';
import type { StepPort } from '../../../adapters/steps/StepPort.ts';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/startSandbox.ts';
import type { TestPostgres } from '../../support/withPostgres.ts';
import { createResources } from './createResources.ts';
import { createStepStore, type StepStore } from './createStepStore.ts';
import { finalAnswer } from './finalAnswer.ts';
import { SystemGovernor } from './SystemGovernor.ts';

const { signal } = new AbortController();
const LONGEST = { timeout: 10_000, interval: 10 };
const CONNECT = { 'housing-fund': connectHousingFund, 'social-insurance': connectSocialInsurance };
type Department = keyof typeof CONNECT;

/** A centre that handles on its runs, which are made here only, and the adapter that meets it at its table or folder. */
export class RunGround {
  readonly governor: SystemGovernor;
  readonly step: StepPort;
  readonly store: StepStore;
  readonly faults: string[] = [];
  /** Of the centre's table; `null` for one that drops files. */
  readonly schema: string | null;
  readonly #url: string;
  readonly #start: () => Promise<() => Promise<void>>;
  #stop: () => Promise<void> = async () => undefined;

  private constructor(sandbox: Sandbox, id: string) {
    const system = sandbox.systems.find((running) => running.id === id);
    if (system === undefined) throw new RangeError(`${id} was not started`);
    const { jurisdiction, dialect, url, options, department } = system;
    this.governor = new SystemGovernor(sandbox.adminUrl, id);
    this.store = createStepStore();
    this.schema = dialect === 'exchange-table' ? String(options['schema']) : null;
    this.#url = url;
    const resources: Partial<AdapterResources> = {
      store: this.store,
      now: Date.now,
      onInboundFault: ({ kind, reason }) => void this.faults.push(`${kind}: ${reason}`),
    };
    const connect = CONNECT[department as Department];
    const place = {
      jurisdiction: parseDivisionCode(jurisdiction),
      dialect,
      url,
      options: { ...options, pollSeconds: 0.02 },
      inbound: { host: '127.0.0.1', port: 0 },
    };
    const { step, inbound } = connect(place, createResources(resources));
    if (step === undefined || inbound === undefined) throw new RangeError(`${id} does not handle`);
    this.step = step;
    this.#start = async () => (await inbound.start()).stop;
  }

  /** Centres of one sandbox that have told everything they know about people before, to nobody. */
  static async start(ids: readonly string[], postgres: TestPostgres) {
    const folder = await mkdtemp(join(tmpdir(), 'tongban-runs-'));
    const databaseUrl = await postgres.createDatabase();
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
    const sandbox = await startSandbox({
      systems: ({ id }) => ids.includes(id),
      exchangeFolder: folder,
      exchangeDatabaseUrl: databaseUrl,
      exchangePollMs: 0,
    });
    const grounds = ids.map((id) => new RunGround(sandbox, id));
    await Promise.all(
      grounds.map(async (ground) => {
        await ground.governor.run();
        await ground.#forgetRecords(pool);
        ground.#stop = await ground.#start();
      }),
    );
    const close = async () => {
      await Promise.all(grounds.map((ground) => ground.#stop()));
      await sandbox.close();
      await pool.end();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    };
    return { grounds, pool, close };
  }

  /** Asks for something, as its journal does. */
  submit(request: StepRequest): Promise<StepResult> {
    this.store.know(request.businessKey);
    return this.step.submit(request, signal);
  }

  /** Asks for something, lets the centre make a run, and waits for what it says. */
  async perform(request: StepRequest): Promise<StepResult> {
    await this.submit(request);
    await this.governor.run();
    return this.finalOf(request);
  }

  find(request: StepRequest): Promise<StepResult | null> {
    if (this.step.find === null) throw new RangeError('it cannot be asked');
    return this.step.find(request, signal);
  }

  /** The last final answer, once there is one. */
  finalOf(request: StepRequest): Promise<StepResult> {
    return vi.waitFor(() => finalAnswer(this.store, request), LONGEST);
  }

  /** Everything that was told of a step, in order. */
  toldOf({ businessKey }: StepRequest) {
    return this.store.told.filter((answer) => answer.businessKey === businessKey);
  }

  /** As a transfer program does that loses the markers of all applications that lie in the centre's folder. */
  async loseMarkers(): Promise<void> {
    const incoming = join(fileURLToPath(this.#url), 'in');
    const names = await readdir(incoming);
    const markers = names.filter((name) => /^blsq_.*\.ok$/.test(name));
    await Promise.all(markers.map((name) => rm(join(incoming, name))));
  }

  async #forgetRecords(pool: pg.Pool): Promise<void> {
    if (this.schema !== null) {
      await pool.query(`truncate ${pg.escapeIdentifier(this.schema)}.qz_sjxx`);
      return;
    }
    const out = join(fileURLToPath(this.#url), 'out');
    const entries = await readdir(out, { withFileTypes: true });
    await Promise.all(entries.filter((one) => one.isFile()).map(({ name }) => rm(join(out, name))));
  }
}
