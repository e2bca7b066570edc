import { expect, vi } from 'vitest';
import type { Application } from './busApplication.ts';
import { BUS_PLACE, BUS_WORLD } from './busPeople.ts';
import { type RunningBus, startBus } from './startBus.ts';
import { type BusCall, type BusListener, startBusListener } from './startBusListener.ts';

/** A bus that has not been asked anything yet, and a listener that it does not know yet. */
export interface BusTrial {
  readonly bus: RunningBus;
  readonly listener: BusListener;
  /** What the admin port says about the messages of the bus. */
  state(): Promise<unknown>;
  /** Once the bus has nothing left to say. */
  settled(): Promise<void>;
  /** Once the listener has heard so many calls. */
  heard(count: number): Promise<void>;
  /** Tells the bus where to call, and forgets the notices that come of it. */
  callBack(): Promise<void>;
  fail(kind: string, details?: object): Promise<unknown>;
  heal(): Promise<unknown>;
  feedbackTo(application: Application): readonly BusCall[];
  /** @returns failures that were the sandbox's own. */
  close(): Promise<readonly unknown[]>;
}

const PATIENCE = { interval: 5, timeout: 15_000 };

export async function startBusTrial(): Promise<BusTrial> {
  const failures: unknown[] = [];
  const listener = await startBusListener();
  const bus = await startBus(BUS_PLACE, BUS_WORLD, (failure) => failures.push(failure));
  const state = async () => (await bus.admin('GET', 'callback')).answer;
  const settled = () => vi.waitFor(async () => expect(await state()).toMatchObject({ waiting: 0 }), PATIENCE);
  return {
    bus,
    listener,
    state,
    settled,
    heard: (count) => vi.waitFor(() => expect(listener.calls.length).toBeGreaterThanOrEqual(count), PATIENCE),
    callBack: async () => {
      await bus.admin('PUT', 'callback', { url: listener.url });
      await settled();
      listener.calls.length = 0;
    },
    fail: (kind, details = {}) => bus.admin('PUT', 'fault', { kind, ...details }),
    heal: () => bus.admin('DELETE', 'fault'),
    feedbackTo: ({ collaborationNumber }) =>
      listener.calls.filter((call) => call.collaborationNumber === collaborationNumber),
    close: async () => {
      await Promise.all([bus.close(), listener.close()]);
      return failures;
    },
  };
}
