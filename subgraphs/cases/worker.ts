import type { Logger } from 'pino';
import { describeError } from '../serving/describeError.ts';
import { createStepRunner } from './createStepRunner.ts';
import { AnswerDeadlineCounter } from './engine/AnswerDeadlineCounter.ts';
import { DeadlineCounter } from './engine/DeadlineCounter.ts';
import { Engine } from './engine/Engine.ts';
import { Gate } from './engine/Gate.ts';
import { StatisticsRollUp } from './engine/StatisticsRollUp.ts';
import { FileSweep } from './files/FileSweep.ts';
import { type OpenedServices, openServices } from './openServices.ts';
import { Yardsticks } from './statistics/Yardsticks.ts';
import { AnswerDueDates } from './storage/AnswerDueDates.ts';
import { claimSteps } from './storage/claimSteps.ts';
import { countOverdue } from './storage/countOverdue.ts';
import { DueDates } from './storage/DueDates.ts';
import { FileLeavings } from './storage/FileLeavings.ts';
import { findDuePlaces } from './storage/findDuePlaces.ts';
import { lapseConsents } from './storage/lapseConsents.ts';
import { PlaceHealth } from './storage/PlaceHealth.ts';
import { purgeDrafts } from './storage/purgeDrafts.ts';
import { purgeIdempotency } from './storage/purgeIdempotency.ts';
import { StatisticsRows } from './storage/StatisticsRows.ts';
import { StepRows } from './storage/StepRows.ts';
import type { WorkerConfig } from './workerConfig.ts';

const MAX_CONNECTIONS = 14;
/** Places that are claimed for at a time. */
const CLAIMS = 2;
/** A place's system may take its time; its server answers within this. */
const CALL_MS = 20_000;
const COUNT_AGAIN_MS = 5_000;
const ADD_UP_MS = 2_000;
const PURGE_MS = 60_000;
const LAPSE_MS = 5_000;
const SWEEP_MS = 60_000;

/** A running worker. */
export interface Worker {
  /** Claims nothing new and lets what was begun end; what does not end in time another worker takes over. */
  stop(): Promise<void>;
}

/**
 * Starts a worker: it does the steps of cases, as one of any number.
 *
 * @param now - the clock of what happens to cases, epoch ms.
 * @throws {Error} with one line: the database cannot be used.
 */
export async function startWorker(
  config: WorkerConfig,
  logger: Logger,
  now: () => number = Date.now,
): Promise<Worker> {
  const services = openServices({
    config,
    isWorker: true,
    maxConnections: MAX_CONNECTIONS,
    timeoutMs: CALL_MS,
    logger,
    now,
  });
  try {
    await services.start();
    return await run(services, config, logger);
  } catch (error) {
    await services.close();
    throw error;
  }
}

async function run(services: OpenedServices, config: WorkerConfig, logger: Logger): Promise<Worker> {
  const { database, wakeUps, catalog } = services;
  const stopping = new AbortController();
  const engine = createEngine(services, logger);
  const deadlines = new DeadlineCounter({ dueDates: new DueDates(database), catalog, logger });
  const answerDeadlines = new AnswerDeadlineCounter({
    dueDates: new AnswerDueDates(database),
    catalog,
    logger,
  });
  const statistics = createRollUp(services, logger);
  const sweep = createSweep(services, logger);
  engine.start();
  await wakeUps.work('place', async (places) => engine.wake(places));
  await wakeUps.work('deadline', async () => deadlines.count(stopping.signal));
  const countAll = () => {
    void deadlines.count(stopping.signal);
    void answerDeadlines.count(stopping.signal);
  };
  countAll();
  void purge(services, config, logger);
  const counting = setInterval(countAll, COUNT_AGAIN_MS);
  const purging = setInterval(() => void purge(services, config, logger), PURGE_MS);
  const addingUp = setInterval(() => void statistics.run(stopping.signal), ADD_UP_MS);
  void lapse(services, logger);
  const lapsing = setInterval(() => void lapse(services, logger), LAPSE_MS);
  const sweeping = setInterval(() => void sweep?.run(stopping.signal), SWEEP_MS);
  void sweep?.run(stopping.signal);
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    clearInterval(counting);
    clearInterval(addingUp);
    clearInterval(purging);
    clearInterval(lapsing);
    clearInterval(sweeping);
    stopping.abort();
    await engine.stop(config.drainMs);
    await services.close();
  };
  return { stop: () => (stopped ??= stop()) };
}

/** 草稿 that nobody handed in, and requests that come no more. */
async function purge(
  { database, now }: OpenedServices,
  { idempotencyDays }: Pick<WorkerConfig, 'idempotencyDays'>,
  logger: Logger,
): Promise<void> {
  try {
    await purgeDrafts(database, now());
    await purgeIdempotency(database, idempotencyDays);
  } catch (error) {
    logger.warn({ error: describeError(error) }, 'what is too old was not deleted');
  }
}

/** What fails is tried again the next time. */
async function lapse(services: OpenedServices, logger: Logger): Promise<void> {
  try {
    await lapseConsents(services);
  } catch (error) {
    logger.warn({ error: describeError(error) }, 'cases without consent were not ended');
  }
}

function createRollUp(
  { database, statisticsCatalog, now }: OpenedServices,
  logger: Logger,
): StatisticsRollUp {
  return new StatisticsRollUp({
    rows: new StatisticsRows(database),
    yardsticks: new Yardsticks(statisticsCatalog, now),
    countOverdue: (today, limit) => countOverdue(database, today, limit),
    logger,
    now,
  });
}

function createSweep({ database, files }: OpenedServices, logger: Logger): FileSweep | null {
  if (files === null) return null;
  const { store, config } = files;
  const { keepUnboundHours } = config;
  return new FileSweep({ leavings: new FileLeavings(database), store, keepUnboundHours, logger });
}

function createEngine(services: OpenedServices, logger: Logger): Engine {
  const { database } = services;
  const runner = createStepRunner(services, logger);
  const claims = new Gate(CLAIMS);
  return new Engine({
    claim: (claim) => claims.pass(() => claimSteps(database, claim)),
    findDuePlaces: () => findDuePlaces(database),
    run: (step, signal) => runner.run(step, signal),
    rows: new StepRows(database),
    health: new PlaceHealth(database),
    logger,
  });
}
