import { Worker } from 'node:worker_threads';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { OutOfPlanningTime } from '../OutOfPlanningTime.ts';
import type { PlannedOperation } from '../Planner.ts';
import type { PlanningJob, PlanningReport } from './PlanningJob.ts';

export interface PlanningThreadOptions {
  readonly program: URL;
  /** How long it stays when there is nothing to plan, ms. */
  readonly idleMs?: number;
  /** Where planning looks at no clock, the thread is ended so long after its time, ms. */
  readonly graceMs?: number;
  /** What planning may take of memory; what needs more would end the process, if it were planned there. */
  readonly memoryMib?: number;
}

interface Waiting {
  readonly job: PlanningJob;
  readonly resolve: (planned: PlannedOperation) => void;
  readonly reject: (error: Error) => void;
  /** Whoever asked has most likely left by then; by `performance.now()`. */
  readonly expiresAt: number;
}

/** Jobs in line; each takes seconds, and whoever asks has a deadline. */
const MOST_WAITING = 16;
const RETRY_AFTER_S = 5;
const IDLE_MS = 60_000;
const GRACE_MS = 1_000;
/** Reading a large supergraph on a machine that is busy. */
const START_MS = 30_000;
const MEMORY_MIB = 512;

/** A thread that plans operations of one supergraph, one after the other; it is there only while there is something to plan. */
export class PlanningThread {
  readonly #supergraphSdl: string;
  readonly #options: PlanningThreadOptions;
  readonly #line: Waiting[] = [];
  #current: Waiting | undefined;
  #worker: Worker | undefined;
  #isReady = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(supergraphSdl: string, options: PlanningThreadOptions) {
    this.#supergraphSdl = supergraphSdl;
    this.#options = options;
  }

  /**
   * Rejects with OPERATION_TOO_COSTLY where it takes longer than the job allows, or more memory than there is for planning; with
   * OVERLOADED where too many are in line, or it stood there for as long as it may be planned.
   */
  plan(job: PlanningJob): Promise<PlannedOperation> {
    if (this.#line.length >= MOST_WAITING) return Promise.reject(tooMany());
    return new Promise((resolve, reject) => {
      this.#line.push({ job, resolve, reject, expiresAt: performance.now() + job.mostMs });
      this.#goOn();
    });
  }

  #goOn(): void {
    while (this.#current === undefined) {
      const next = this.#line.shift();
      if (next === undefined) {
        this.#restIn(this.#options.idleMs ?? IDLE_MS);
        return;
      }
      if (next.expiresAt < performance.now()) next.reject(tooMany());
      else this.#begin(next);
    }
  }

  #begin(next: Waiting): void {
    this.#current = next;
    try {
      if (this.#worker === undefined) this.#start();
      else if (this.#isReady) this.#send(this.#worker, next);
    } catch (error) {
      // The system gives no more threads.
      this.#current = undefined;
      next.reject(new Error('the planning thread could not be begun', { cause: error }));
    }
  }

  #start(): void {
    const worker = new Worker(this.#options.program, {
      workerData: { supergraphSdl: this.#supergraphSdl },
      resourceLimits: { maxOldGenerationSizeMb: this.#options.memoryMib ?? MEMORY_MIB },
      // Nothing that is meant for the process itself, such as a debugger's port.
      execArgv: [],
    });
    this.#worker = worker;
    // Whoever waits has a connection that keeps the process alive.
    worker.unref();
    worker.on('message', (report: PlanningReport) => this.#take(worker, report));
    worker.on('error', (error: NodeJS.ErrnoException) =>
      this.#lose(worker, error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge() : error),
    );
    worker.on('exit', () => this.#lose(worker, new Error('the planning thread has ended')));
    this.#limit(START_MS, () => new Error('the planning thread did not start in time'));
  }

  #send(worker: Worker, { job }: Waiting): void {
    worker.postMessage(job);
    this.#limit(job.mostMs + (this.#options.graceMs ?? GRACE_MS), () => new OutOfPlanningTime(job.mostMs));
  }

  #take(worker: Worker, report: PlanningReport): void {
    if (worker !== this.#worker) return;
    const done = this.#current;
    if (report.kind === 'ready') {
      this.#isReady = true;
      if (done !== undefined) this.#send(worker, done);
      return;
    }
    this.#current = undefined;
    clearTimeout(this.#timer);
    this.#goOn();
    if (report.kind === 'planned') done?.resolve(report.planned);
    else if (report.kind === 'too-costly')
      done?.reject(new TongbanError('OPERATION_TOO_COSTLY', report.message));
    else done?.reject(new Error(report.message));
  }

  /** Ends a thread that takes too long. */
  #limit(ms: number, errorOf: () => Error): void {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#timer = setTimeout(() => this.#lose(worker, errorOf()), ms);
  }

  #restIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#leave(), ms).unref();
  }

  /** The thread is no more, or is to be no more; whoever is in line gets another one. */
  #lose(worker: Worker | undefined, error: Error): void {
    if (worker !== this.#worker) return;
    this.#leave();
    this.#current?.reject(error);
    this.#current = undefined;
    this.#goOn();
  }

  #leave(): void {
    const worker = this.#worker;
    clearTimeout(this.#timer);
    this.#worker = undefined;
    this.#isReady = false;
    void worker?.terminate();
  }
}

const tooMany = (): TongbanError =>
  new TongbanError('OVERLOADED', 'Too many operations are being planned', { retryAfter: RETRY_AFTER_S });

const tooLarge = (): TongbanError =>
  new TongbanError('OPERATION_TOO_COSTLY', 'The operation is too costly to plan: that takes too much memory');
