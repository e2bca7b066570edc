import type { Logger } from 'pino';
import { createStepRunner } from '../../../../subgraphs/cases/createStepRunner.ts';
import { AnswerDeadlineCounter } from '../../../../subgraphs/cases/engine/AnswerDeadlineCounter.ts';
import type { ClaimedStep } from '../../../../subgraphs/cases/engine/ClaimedStep.ts';
import { DeadlineCounter } from '../../../../subgraphs/cases/engine/DeadlineCounter.ts';
import type { PlaceReport } from '../../../../subgraphs/cases/engine/StepRunner.ts';
import type { OpenedServices } from '../../../../subgraphs/cases/openServices.ts';
import { AnswerDueDates } from '../../../../subgraphs/cases/storage/AnswerDueDates.ts';
import { claimSteps } from '../../../../subgraphs/cases/storage/claimSteps.ts';
import { DueDates } from '../../../../subgraphs/cases/storage/DueDates.ts';
import { findDuePlaces } from '../../../../subgraphs/cases/storage/findDuePlaces.ts';
import { PlaceHealth } from '../../../../subgraphs/cases/storage/PlaceHealth.ts';

export interface EngineerOptions {
  readonly services: OpenedServices;
  readonly logger: Logger;
  readonly owner: string;
}

/** Does by hand, one turn after the other, what the engine of a worker does by itself. */
export class Engineer {
  readonly #options: EngineerOptions;

  constructor(options: EngineerOptions) {
    this.#options = options;
  }

  get services(): OpenedServices {
    return this.#options.services;
  }

  claim(subgraph = 'housing-fund', division = '430100', limit = 16): Promise<readonly ClaimedStep[]> {
    const { services, owner } = this.#options;
    return claimSteps(services.database, { subgraph, division, owner, limit });
  }

  /** One turn at a step, and what the place's health says of it. */
  async run(step: ClaimedStep, signal = new AbortController().signal): Promise<PlaceReport | null> {
    const { services, logger } = this.#options;
    const report = await createStepRunner(services, logger).run(step, signal);
    const health = new PlaceHealth(services.database);
    if (report === null) return null;
    if (report.isAway) await health.wasAway(step.subgraph, step.division, report.retryAfterSeconds);
    else await health.wasWell(step.subgraph, step.division);
    return report;
  }

  /** Turns at all that is due at any place, in order; what becomes due by them waits. @returns their actions. */
  async turn(): Promise<readonly string[]> {
    const done: string[] = [];
    for (const { subgraph, division } of await findDuePlaces(this.services.database)) {
      for (const step of await this.claim(subgraph, division)) {
        await this.run(step);
        done.push(step.action);
      }
    }
    return done;
  }

  /** Turns until nothing is due. */
  async work(): Promise<readonly string[]> {
    const done = await this.turn();
    return done.length === 0 ? [] : [...done, ...(await this.work())];
  }

  async countDeadlines(): Promise<void> {
    const { services, logger } = this.#options;
    const { signal } = new AbortController();
    const dueDates = new DueDates(services.database);
    await new DeadlineCounter({ dueDates, catalog: services.catalog, logger }).count(signal);
    await new AnswerDeadlineCounter({
      dueDates: new AnswerDueDates(services.database),
      catalog: services.catalog,
      logger,
    }).count(signal);
  }
}
