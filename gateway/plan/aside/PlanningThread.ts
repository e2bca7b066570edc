import { Worker } from 'node:worker_threads';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Demand } from '../Demand.ts';
import { OutOfPlanningTime } from '../OutOfPlanningTime.ts';
import type { PlannedOperation } from '../Planner.ts';
import { NoPlanningThread } from './NoPlanningThread.ts';
import type { PlanningJob, PlanningReport } from './PlanningJob.ts';
import { type AwaitedJob, PlanningLine } from './PlanningLine.ts';
import { unwantedPlan } from './unwantedPlan.ts';

export interface PlanningThreadOptions {
  readonly program: URL;
  /** How long it stays when there is nothing to plan, ms. */
  readonly idleMs?: number;
  /** Where planning looks at no clock, the thread is ended so long after its time, ms. */
  readonly graceMs?: number;
  /** What planning may take of memory; what needs more would end the process, if it were planned there. */
  readonly memoryMib?: number;
  /** After no thread could be begun, none is tried for so long, ms. */
  readonly missingMs?: number;
  /** Told once why no thread can be begun, and again only when there was one meanwhile. */
  readonly onMissing?: ((reason: unknown) => void) | undefined;
}

const IDLE_MS = 60_000;
const GRACE_MS = 1_000;
/** Reading a large supergraph on a machine that is busy. */
const START_MS = 30_000;
const MEMORY_MIB = 512;
const MISSING_MS = 10_000;

/** A thread that plans operations of one supergraph, one after the other; it is there only while there is something to plan. */
export class PlanningThread {
  readonly #supergraphSdl: string;
  readonly #options: PlanningThreadOptions;
  readonly #line = new PlanningLine();
  #current: AwaitedJob | undefined;
  #worker: Worker | undefined;
  #isReady = false;
  /** A thread that has been told to end, and still has its memory. */
  #ending: Promise<unknown> | undefined;
  /** Of the thread, or of what it does. */
  #timer: NodeJS.Timeout | undefined;
  /** Of what nobody waits for. */
  #sparing: NodeJS.Timeout | undefined;
  #startedAt = 0;
  /** How long it takes to begin a thread. */
  #startMs = 0;
  #missingUntil = Number.NEGATIVE_INFINITY;
  #isMissing = false;
  #isInUse = true;

  constructor(supergraphSdl: string, options: PlanningThreadOptions) {
    this.#supergraphSdl = supergraphSdl;
    this.#options = options;
  }

  /**
   * Rejects with OPERATION_TOO_COSTLY where it takes longer than the job allows, or more memory than there is for planning; with
   * OVERLOADED where too many are in line, or it stood there for as long as it may be planned; with {@link NoPlanningThread}.
   *
   * @param demand - where nobody waits any more, it is not planned, or not to its end if others wait for the thread.
   */
  plan(job: PlanningJob, demand?: Demand): Promise<PlannedOperation> {
    if (performance.now() < this.#missingUntil) return Promise.reject(new NoPlanningThread());
    return new Promise((resolve, reject) => {
      const awaited = { job, demand, resolve, reject };
      this.#line.add(awaited);
      demand?.watch(() => this.#reconsider(awaited));
      if (demand?.isWanted === false) this.#reconsider(awaited);
      this.#goOn();
      this.#spare();
    });
  }

  /** Whether what comes now would be begun at once. */
  get isIdle(): boolean {
    return this.#current === undefined;
  }

  /** A supergraph that has been replaced: what nobody waits for helps nobody who comes later, either. */
  setInUse(isInUse: boolean): void {
    this.#isInUse = isInUse;
    if (isInUse) return;
    if (this.#current === undefined) this.#leave();
    else this.#reconsider(this.#current);
  }

  #goOn(): void {
    if (this.#current !== undefined) return;
    const next = this.#line.next();
    if (next === undefined) this.#rest();
    else this.#begin(next);
  }

  #begin(next: AwaitedJob): void {
    this.#current = next;
    if (this.#worker !== undefined && this.#isReady) this.#send(this.#worker, next);
    else if (this.#worker !== undefined) this.#limitStart();
    else if (this.#ending === undefined) this.#start();
    // Two threads would have memory of their own.
    else this.#limitStart();
  }

  #start(): void {
    this.#startedAt = performance.now();
    try {
      this.#worker = this.#createWorker();
    } catch (error) {
      this.#miss(error);
      return;
    }
    this.#limitStart();
  }

  #createWorker(): Worker {
    const worker = new Worker(this.#options.program, {
      workerData: { supergraphSdl: this.#supergraphSdl },
      resourceLimits: { maxOldGenerationSizeMb: this.#options.memoryMib ?? MEMORY_MIB },
      // Nothing that is meant for the process itself, such as a debugger's port.
      execArgv: [],
    });
    // Whoever waits has a connection that keeps the process alive.
    worker.unref();
    worker.on('message', (report: PlanningReport) => this.#take(worker, report));
    worker.on('error', (error: NodeJS.ErrnoException) => {
      const isTooLarge = this.#isReady && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.#lose(worker, isTooLarge ? tooLarge() : error);
    });
    worker.on('exit', () => this.#lose(worker, new Error('the planning thread has ended')));
    return worker;
  }

  #send(worker: Worker, { job }: AwaitedJob): void {
    worker.postMessage(job);
    this.#limit(job.mostMs + (this.#options.graceMs ?? GRACE_MS), () => new OutOfPlanningTime(job.mostMs));
  }

  #take(worker: Worker, report: PlanningReport): void {
    if (worker !== this.#worker) return;
    const done = this.#current;
    if (report.kind === 'ready') {
      this.#isReady = true;
      this.#isMissing = false;
      this.#startMs = performance.now() - this.#startedAt;
      if (done !== undefined) this.#send(worker, done);
      return;
    }
    this.#finish();
    this.#goOn();
    if (report.kind === 'planned') done?.resolve(report.planned);
    else if (report.kind === 'too-costly')
      done?.reject(new TongbanError('OPERATION_TOO_COSTLY', report.message));
    else done?.reject(new Error(report.message));
  }

  /** Nobody waits for it any more. */
  #reconsider(awaited: AwaitedJob): void {
    if (this.#line.dropUnwanted(awaited) || awaited !== this.#current) return;
    if (awaited.demand?.isWanted !== false) return;
    if (!this.#isReady) {
      // It has not begun; the thread may be of use to others.
      this.#finish();
      giveUp(awaited);
      this.#goOn();
    } else if (this.#isInUse) this.#spare();
    else this.#endUnwanted(awaited);
  }

  /**
   * What is being planned for nobody has as much time yet as it takes to begin another thread, if others wait: it may be about to
   * end, and whoever has left may come again. Where nobody waits it may end and is kept for them.
   */
  #spare(): void {
    const spared = this.#current;
    if (spared?.demand?.isWanted !== false || this.#line.isEmpty || this.#sparing !== undefined) return;
    this.#sparing = setTimeout(() => {
      this.#sparing = undefined;
      const isUnwanted = spared === this.#current && spared.demand?.isWanted === false;
      if (isUnwanted && !this.#line.isEmpty) this.#endUnwanted(spared);
    }, this.#startMs).unref();
  }

  #endUnwanted(awaited: AwaitedJob): void {
    awaited.demand?.giveUp();
    this.#lose(this.#worker, unwantedPlan());
  }

  /** Ends a thread that takes too long. */
  #limit(ms: number, errorOf: () => Error): void {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#timer = setTimeout(() => this.#lose(worker, errorOf()), ms);
  }

  #limitStart(): void {
    this.#limit(START_MS, () => new Error('the planning thread did not start in time'));
  }

  #rest(): void {
    clearTimeout(this.#timer);
    if (!this.#isInUse) this.#leave();
    else this.#timer = setTimeout(() => this.#leave(), this.#options.idleMs ?? IDLE_MS).unref();
  }

  /** The thread is no more, or is to be no more; whoever is in line gets another one. */
  #lose(worker: Worker | undefined, error: Error): void {
    if (worker !== this.#worker) return;
    const wasReady = this.#isReady;
    this.#leave();
    if (!wasReady) {
      this.#miss(error);
      return;
    }
    const lost = this.#current;
    this.#finish();
    lost?.reject(error);
    this.#goOn();
  }

  /** No thread can be had: whoever waits is told at once, and whoever comes soon. */
  #miss(reason: unknown): void {
    this.#missingUntil = performance.now() + (this.#options.missingMs ?? MISSING_MS);
    if (!this.#isMissing) this.#options.onMissing?.(reason);
    this.#isMissing = true;
    const missing = new NoPlanningThread(reason);
    const lost = this.#current;
    this.#finish();
    lost?.reject(missing);
    this.#line.rejectAll(missing);
  }

  #finish(): void {
    this.#current = undefined;
    clearTimeout(this.#timer);
    clearTimeout(this.#sparing);
    this.#sparing = undefined;
  }

  #leave(): void {
    const worker = this.#worker;
    clearTimeout(this.#timer);
    this.#worker = undefined;
    this.#isReady = false;
    if (worker === undefined) return;
    const ending = worker.terminate().finally(() => {
      if (this.#ending !== ending) return;
      this.#ending = undefined;
      if (this.#current !== undefined && this.#worker === undefined) this.#start();
    });
    this.#ending = ending;
  }
}

function giveUp({ demand, reject }: AwaitedJob): void {
  demand?.giveUp();
  reject(unwantedPlan());
}

const tooLarge = (): TongbanError =>
  new TongbanError('OPERATION_TOO_COSTLY', 'The operation is too costly to plan: that takes too much memory');
