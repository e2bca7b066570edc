import { startTestGateway, type TestGateway } from '../../tests/gateway/edge/support/startTestGateway.ts';
import { createResolvers } from '../../tests/gateway/execute/differential/createResolvers.ts';
import type { DrawnOperation } from '../../tests/gateway/execute/differential/DrawnOperation.ts';
import type { GeneratedFederation } from '../../tests/gateway/execute/differential/GeneratedFederation.ts';
import { World } from '../../tests/gateway/execute/differential/World.ts';
import { spoilAnswers } from '../../tests/gateway/fast/spoilAnswers.ts';
import type { Spoil } from '../../tests/gateway/fast/spoils.ts';

/** What subgraphs are to answer. */
export interface Situation {
  /** Seed of the data. */
  readonly world: string;
  readonly isMild: boolean;
  readonly spoil: Spoil;
}

/** One federation, served with the fast lane and without. */
export class LanePair {
  readonly #fast: TestGateway;
  readonly #general: TestGateway;
  readonly #enter: (situation: Situation) => void;

  private constructor(fast: TestGateway, general: TestGateway, enter: (situation: Situation) => void) {
    this.#fast = fast;
    this.#general = general;
    this.#enter = enter;
  }

  static async start({ model, sdl }: GeneratedFederation): Promise<LanePair> {
    let world = new World(model, '', model.labels);
    let spoil: Spoil = (body) => body;
    const definitions = Object.fromEntries(
      Object.entries(sdl).map(([service, text]) => [
        service,
        spoilAnswers({ sdl: text, resolvers: createResolvers(model, () => world, service) }, () => spoil),
      ]),
    );
    const settings = {
      logLevel: 'silent',
      overrideLabels: model.labels.filter((label) => !label.startsWith('percent')),
    };
    const fast = await startTestGateway(definitions, { ...settings, fastLane: true });
    const general = await startTestGateway(definitions, { ...settings, fastLane: false });
    return new LanePair(fast, general, (situation) => {
      world = new World(model, situation.world, model.labels, situation.isMild);
      spoil = situation.spoil;
    });
  }

  /** The answers of the gateway with the fast lane and of the one without, headers included. */
  async ask(operation: DrawnOperation, situation: Situation): Promise<readonly [string, string]> {
    this.#enter(situation);
    const ours = await read(this.#fast, operation);
    this.#enter(situation);
    return [ours, await read(this.#general, operation)];
  }

  /** How many requests the fast lane has answered so far. */
  async countFast(): Promise<number> {
    const metrics = await (await fetch(`${this.#fast.adminUrl}/metrics`)).text();
    return Number(/tongban_fast_lane_outcomes_total\{outcome="fast"\} (\d+)/.exec(metrics)?.[1] ?? 0);
  }

  async close(): Promise<void> {
    await Promise.all([this.#fast.close(), this.#general.close()]);
  }
}

async function read(gateway: TestGateway, { source, variables }: DrawnOperation): Promise<string> {
  const response = await gateway.post({ query: source, variables }, { 'x-request-id': 'r1' });
  const headers = [...response.headers].filter(([name]) => name !== 'date');
  return JSON.stringify({ status: response.status, headers, body: await response.text() });
}
