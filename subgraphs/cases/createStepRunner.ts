import type { Logger } from 'pino';
import { StepClient } from './client/StepClient.ts';
import { Gate } from './engine/Gate.ts';
import { createPrepareStep } from './engine/prepareStep.ts';
import { StepRunner } from './engine/StepRunner.ts';
import type { OpenedServices } from './openServices.ts';
import { beginTurn } from './storage/beginTurn.ts';
import { StepRows } from './storage/StepRows.ts';
import { tellCase } from './storage/tellCase.ts';

/**
 * Turns that use the database at a time. There may be hundreds, most of which wait for a place; a worker that has other
 * things to say, that it still lives above all, must not wait for a connection behind them.
 */
const AT_DATABASE = 8;

/** Whoever does the turns of a worker at steps. */
export function createStepRunner(services: OpenedServices, logger: Logger): StepRunner {
  const { database, vault, people, places, caller, gatewayCaches, now } = services;
  const gate = new Gate(AT_DATABASE);
  return new StepRunner({
    places,
    client: new StepClient(caller),
    rows: new StepRows(database),
    prepare: createPrepareStep((step) => gate.pass(() => beginTurn(database, vault, step)), people),
    tell: async (step, result, { isParked, ...turn }) => {
      const news = { step: step.step, result, at: now(), isParked };
      const isOurs = await gate.pass(() => tellCase(services, { step, news, ...turn }));
      if (!isOurs) logger.info({ step: step.stepKey }, 'a step was taken over meanwhile');
      if (result.outcome !== 'DONE') return;
      const place = places.find(step.subgraph, step.division);
      gatewayCaches.tell({ ...step, divisions: [step.division, place?.jurisdiction ?? step.division] });
    },
    logger,
  });
}
