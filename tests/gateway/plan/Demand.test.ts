import { expect, it, vi } from 'vitest';
import { Demand } from '../../../gateway/plan/Demand.ts';

it('is wanted until the last client has left, and again when another one comes', () => {
  const clients = [new AbortController(), new AbortController()];
  const onUnwanted = vi.fn();
  const demand = new Demand();
  demand.watch(onUnwanted);
  for (const { signal } of clients) demand.join(signal);
  clients[0]?.abort();
  expect(onUnwanted).not.toHaveBeenCalled();
  clients[1]?.abort();
  expect([onUnwanted.mock.calls.length, demand.isWanted]).toEqual([1, false]);
  demand.join(new AbortController().signal);

  expect(demand.isWanted).toBe(true);
});

it('is not wanted by who has left before', () => {
  const demand = new Demand();
  demand.join(AbortSignal.abort());

  expect(demand.isWanted).toBe(false);
});

it('is given up by who would begin with it where nobody waits', () => {
  const client = new AbortController();
  const demand = new Demand();
  demand.join(client.signal);

  expect([demand.claim(), demand.isGivenUp]).toEqual([true, false]);
  client.abort();
  expect([demand.claim(), demand.isGivenUp]).toEqual([false, true]);
});

it('stays wanted by who is no request', () => {
  const client = new AbortController();
  const demand = new Demand();
  demand.join(client.signal);
  demand.join(undefined);
  client.abort();

  expect(demand.isWanted).toBe(true);
});

it('holds on to nobody once the work is over', () => {
  const removeEventListener = vi.fn();
  const demand = new Demand();
  demand.join({ aborted: false, reason: null, addEventListener: () => undefined, removeEventListener });
  demand.end();

  expect(removeEventListener).toHaveBeenCalledOnce();
});
