import type { Logger } from 'pino';
import type { CasesPort } from '../../../adapters/steps/CasesPort.ts';
import type { StepPort } from '../../../adapters/steps/StepPort.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { SignedRoute } from '../../serving/SignedRoute.ts';
import type { LeaseClock } from '../LeaseClock.ts';
import type { PlaceStores } from '../PlaceStores.ts';
import type { PartitionedConfig } from '../partitionedConfig.ts';
import { createActionsRoute } from './createActionsRoute.ts';
import { createStepRoute, type StepRouteOptions } from './createStepRoute.ts';
import { StepDesk } from './StepDesk.ts';
import { StepForwarder } from './StepForwarder.ts';

export interface PlaceStepsOptions {
  readonly subgraph: string;
  readonly config: Pick<PartitionedConfig, 'cases' | 'places'>;
  /** `null`: without a journal nothing can be done anywhere. */
  readonly stores: PlaceStores | null;
  readonly clock: LeaseClock;
  readonly logger: Logger;
  connectCases(options: { readonly jurisdiction: DivisionCode; readonly url: string }): CasesPort;
}

/** How long what was begun may take when the server stops, milliseconds. */
const DRAIN_MS = 3_000;

/** What one server has done at its places for cases. */
export class PlaceSteps {
  readonly #options: PlaceStepsOptions;
  readonly #desks: StepDesk[] = [];
  readonly #forwarder: StepForwarder | null;

  constructor(options: PlaceStepsOptions) {
    this.#options = options;
    this.#forwarder = createForwarder(options);
  }

  /** The routes of one place; they offer nothing where the place's system can be asked to do nothing. */
  routesFor(
    port: StepPort | undefined,
    place: Omit<StepRouteOptions, 'desk'>,
  ): readonly [SignedRoute, SignedRoute] {
    const options = { ...place, desk: this.#deskFor(port, place) };
    return [createStepRoute(options), createActionsRoute(options)];
  }

  #deskFor(
    port: StepPort | undefined,
    place: Pick<StepRouteOptions, 'jurisdiction'>,
  ): StepRouteOptions['desk'] {
    const { stores, clock, logger } = this.#options;
    if (port === undefined || stores === null) return null;
    const journal = stores.journalFor(place.jurisdiction);
    const desk = new StepDesk({ journal, port, clock, logger });
    this.#desks.push(desk);
    return { desk, actions: port.actions };
  }

  /** Begins to tell cases what it is owed. */
  start(): void {
    this.#forwarder?.start();
  }

  /** Once nothing new arrives: lets what was begun end, and tells nobody of it any more. */
  async stop(): Promise<void> {
    await Promise.all(this.#desks.map((desk) => desk.stop(DRAIN_MS)));
    await this.#forwarder?.stop();
  }
}

function createForwarder(options: PlaceStepsOptions): StepForwarder | null {
  const { subgraph, config, stores, clock, logger, connectCases } = options;
  if (config.cases === undefined || stores === null) return null;
  const { url, contextKey } = config.cases;
  return new StepForwarder({
    subgraph,
    forwards: stores.forwards,
    cases: new Map(
      config.places.map(({ jurisdiction }) => [jurisdiction, connectCases({ jurisdiction, url })]),
    ),
    contextKey,
    clock,
    logger,
  });
}
