import { pino } from 'pino';
import type { StepAnswers } from '../../../../../adapters/steps/StepAnswers.ts';
import type { StepPort } from '../../../../../adapters/steps/StepPort.ts';
import type { PlaceStoresOptions } from '../../../../../subgraphs/jurisdiction/PlaceStores.ts';
import { StepDesk } from '../../../../../subgraphs/jurisdiction/steps/StepDesk.ts';
import type { StepForwards } from '../../../../../subgraphs/jurisdiction/storage/StepForwards.ts';
import { FakeClock } from '../../../../adapters/transport/FakeClock.ts';
import { patience } from '../../support/messages.ts';
import { HUNAN, withPlaceStores } from '../../support/withPlaceStores.ts';
import { STEP_KEY, stepRequest } from './stepRequest.ts';

/** One replica's part in the steps of Hunan. */
export interface TestDesk {
  readonly desk: StepDesk;
  readonly clock: FakeClock;
  readonly answers: StepAnswers;
  readonly forwards: StepForwards;
  put(given?: Parameters<typeof stepRequest>[0]): ReturnType<StepDesk['submit']>;
  get(stepKey?: string): ReturnType<StepDesk['look']>;
}

/** Desks over a real database for the tests of the calling file. */
export function withDesks() {
  const stores = withPlaceStores();

  async function openDesk(port: StepPort, given: Partial<PlaceStoresOptions> = {}): Promise<TestDesk> {
    const opened = await stores.open(given);
    const clock = new FakeClock();
    const logger = pino({ level: 'silent' });
    const desk = new StepDesk({ journal: opened.journalFor(HUNAN), port, clock, logger });
    return {
      desk,
      clock,
      answers: opened.storeFor(HUNAN).steps,
      forwards: opened.forwards,
      put: (changes) => desk.submit(stepRequest(changes), patience()),
      get: (stepKey = STEP_KEY) => desk.look(stepKey, patience()),
    };
  }

  return {
    ...stores,
    openDesk,
    /** As if so many seconds had passed for the rows, and whoever was at them had died. */
    age: (seconds: number) =>
      stores.query(`update jurisdiction.steps set expires_at = expires_at - interval '${seconds} s',
        sent_at = sent_at - interval '${seconds} s', forward_after = forward_after - interval '${seconds} s'`),
    /** The journal's rows without what is sealed. */
    rows: () =>
      stores.query(`select step_key, state, code, attempts, owner is not null as owned, is_owed, contradicted,
        forwarded_at is not null as forwarded from jurisdiction.steps order by step_key`),
  };
}
