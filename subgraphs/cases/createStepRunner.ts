import type { Logger } from 'pino';
import { StepClient } from './client/StepClient.ts';
import { createPrepareStep } from './engine/prepareStep.ts';
import { StepRunner } from './engine/StepRunner.ts';
import type { OpenedServices } from './openServices.ts';
import { readStepMaterial } from './storage/readStepMaterial.ts';
import { StepRows } from './storage/StepRows.ts';
import { tellCase } from './storage/tellCase.ts';

/** Whoever does the turns of a worker at steps. */
export function createStepRunner(services: OpenedServices, logger: Logger): StepRunner {
  const { database, vault, people, places, caller, now } = services;
  return new StepRunner({
    places,
    client: new StepClient(caller),
    rows: new StepRows(database),
    prepare: createPrepareStep((caseId) => readStepMaterial(database, vault, caseId), people),
    tell: async (step, result, { isParked, ...turn }) => {
      const news = { step: step.step, result, at: now(), isParked };
      const isOurs = await tellCase(services, { step, news, ...turn });
      if (!isOurs) logger.info({ step: step.stepKey }, 'a step was taken over meanwhile');
    },
    logger,
  });
}
