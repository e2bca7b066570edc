import PgBoss from 'pg-boss';
import type { Logger } from 'pino';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { describeError } from '../../serving/describeError.ts';
import type { WakeUp, WakeUps } from './WakeUps.ts';

type Kind = WakeUp['kind'];
type JobOf<K extends Kind> = Extract<WakeUp, { readonly kind: K }>;

const KINDS = ['place', 'deadline'] as const satisfies readonly Kind[];
const POLL_SECONDS = 0.5;
const BATCH = 200;
const EXPIRE_SECONDS = 60;
/** Others may be at work on the same tables. */
const ATTEMPTS = 3;
/** What comes within this is told once: a busy place is woken for many cases at a time. */
const GATHER_MS = 50;

/**
 * pg-boss, which only wakes: a job that is lost costs time and nothing else, because workers find in the tables what is
 * due; one that comes twice finds nothing to do.
 */
export class JobQueue implements WakeUps {
  #boss: PgBoss;
  readonly #open: () => PgBoss;
  readonly #logger: Logger;
  /** One for each place, and one for all deadlines. */
  readonly #gathered = new Map<string, WakeUp>();
  #timer: NodeJS.Timeout | undefined;

  /** @param isWorker - whether this process also keeps the queue in order. */
  constructor({ databaseUrl, isWorker, logger }: { databaseUrl: string; isWorker: boolean; logger: Logger }) {
    this.#logger = logger;
    this.#open = () =>
      new PgBoss({
        connectionString: databaseUrl,
        application_name: isWorker ? 'tongban-worker-jobs' : 'tongban-cases-jobs',
        schema: 'cases_jobs',
        max: 3,
        supervise: isWorker,
        schedule: false,
        archiveCompletedAfterSeconds: 60,
        deleteAfterMinutes: 10,
      }).on('error', (error) => logger.warn({ error: describeError(error) }, 'the job queue failed'));
    this.#boss = this.#open();
  }

  /** Makes or updates the tables of the queue. @throws {TongbanError} CONFLICT with one line when it cannot. */
  async start(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#prepare();
      } catch (cause) {
        if (attempt === ATTEMPTS)
          throw new TongbanError('CONFLICT', 'the job queue of cases cannot be prepared', { cause });
        this.#logger.warn({ error: describeError(cause) }, 'the job queue could not be prepared: once more');
        // One that failed to start does not start again.
        await this.#boss.stop({ graceful: false, wait: false }).catch(() => undefined);
        this.#boss = this.#open();
      }
    }
  }

  async #prepare(): Promise<void> {
    await this.#boss.start();
    for (const kind of KINDS)
      await this.#boss.createQueue(kind, {
        name: kind,
        policy: 'standard',
        retryLimit: 2,
        expireInSeconds: EXPIRE_SECONDS,
      });
  }

  send(wakeUps: readonly WakeUp[]): void {
    for (const wakeUp of wakeUps) this.#gathered.set(nameOf(wakeUp), wakeUp);
    if (this.#gathered.size > 0) this.#timer ??= setTimeout(() => void this.#flush(), GATHER_MS);
  }

  /** Works on what is sent from now on; `handle` gets what came together, and must not throw. */
  async work<K extends Kind>(
    kind: K,
    handle: (wakeUps: readonly Omit<JobOf<K>, 'kind'>[]) => Promise<void>,
  ): Promise<void> {
    await this.#boss.work<Omit<JobOf<K>, 'kind'>>(
      kind,
      { batchSize: BATCH, pollingIntervalSeconds: POLL_SECONDS },
      async (jobs) => handle(jobs.map(({ data }) => data)),
    );
  }

  /** Takes nothing new, and closes its connections. */
  async stop(): Promise<void> {
    await this.#flush();
    await this.#boss.stop({ graceful: false, wait: true, timeout: 2_000 });
  }

  async #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const jobs = [...this.#gathered.values()].map(({ kind, ...data }) => ({ name: kind, data }));
    this.#gathered.clear();
    if (jobs.length === 0) return;
    await this.#boss
      .insert(jobs)
      .catch((error: unknown) => this.#logger.warn({ error: describeError(error) }, 'nobody could be woken'));
  }
}

const nameOf = (wakeUp: WakeUp): string =>
  wakeUp.kind === 'place' ? `${wakeUp.subgraph}/${wakeUp.division}` : wakeUp.kind;
