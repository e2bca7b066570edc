import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { VerifiedToken } from '../../../gateway/edge/auth/VerifiedTokens.ts';
import type { LiveClient } from '../../../gateway/edge/live/LiveClient.ts';
import { LiveClients } from '../../../gateway/edge/live/LiveClients.ts';

const START = Date.UTC(2026, 0, 1);

beforeEach(() => void vi.useFakeTimers({ now: START }));
afterEach(() => void vi.useRealTimers());

function open(connections = 10) {
  const untrusted = new Set<VerifiedToken>();
  const clients = new LiveClients({
    connections,
    heartbeatMs: 15_000,
    stallMs: 30_000,
    isTrusted: (token) => !untrusted.has(token),
  });
  return { clients, untrusted };
}

/** Notes what it is told. */
function client(told: string[], given: Partial<LiveClient> = {}): LiveClient {
  return {
    token: null,
    stalledSince: null,
    beat: () => void told.push('beat'),
    end: (ending) => void told.push(ending),
    ...given,
  };
}

const tokenUntil = (expiresAt: number): VerifiedToken => ({
  caller: { issuer: 'i', subject: 's', portal: 'p', scopes: [], purpose: 'self' },
  expiresAt,
  key: 'k',
  terms: 't',
});

it('gives each client a sign of life in time, and ends who takes nothing for too long', () => {
  const { clients } = open();
  const [quiet, stalled]: [string[], string[]] = [[], []];
  clients.add(client(quiet));
  clients.add(client(stalled, { stalledSince: performance.now() }));

  vi.advanceTimersByTime(29_000);
  expect([quiet, stalled]).toEqual([['beat'], ['beat']]);
  vi.advanceTimersByTime(1_000);
  expect([quiet, stalled]).toEqual([
    ['beat', 'beat'],
    ['beat', 'stalled'],
  ]);
});

it.each([-3_600_000, 3_600_000])('goes on as ever where the system is told another time (%i ms)', (jump) => {
  const { clients } = open();
  const [quiet, slow]: [string[], string[]] = [[], []];
  clients.add(client(quiet));
  clients.add(client(slow, { stalledSince: performance.now() }));
  vi.advanceTimersByTime(10_000);

  vi.setSystemTime(Date.now() + jump);

  vi.advanceTimersByTime(19_000);
  expect([quiet, slow]).toEqual([['beat'], ['beat']]);
  vi.advanceTimersByTime(1_000);
  expect([quiet, slow]).toEqual([
    ['beat', 'beat'],
    ['beat', 'stalled'],
  ]);
});

it('ends who may not ask any more, by the clock or because the token is taken back', () => {
  const { clients, untrusted } = open();
  const [late, withdrawn, nobody]: [string[], string[], string[]] = [[], [], []];
  const token = tokenUntil(START + 60_000);
  clients.add(client(late, { token: tokenUntil(START + 2_000) }));
  clients.add(client(withdrawn, { token }));
  clients.add(client(nobody));

  vi.advanceTimersByTime(1_000);
  expect([late, withdrawn, nobody]).toEqual([[], [], []]);
  untrusted.add(token);
  vi.advanceTimersByTime(1_000);

  expect([late, withdrawn, nobody]).toEqual([['expired'], ['expired'], []]);
});

it('has no clock where there is nobody, and one again for who comes later', () => {
  const { clients } = open();
  const told: string[] = [];
  const first = client([]);
  clients.add(first);
  clients.delete(first);
  expect(vi.getTimerCount()).toBe(0);

  vi.advanceTimersByTime(60_000);
  clients.add(client(told));
  vi.advanceTimersByTime(14_000);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual(['beat']);
});

it('lets nobody in beyond its room or after it stops, and ends who was let in just before', () => {
  const { clients } = open(1);
  const [first, second]: [string[], string[]] = [[], []];
  clients.requireRoom();
  clients.add(client(first));
  expect(() => clients.requireRoom()).toThrow('The gateway keeps no more connections');

  clients.stop();
  clients.add(client(second));

  expect([first, second]).toEqual([['stopping'], ['stopping']]);
  expect(() => clients.requireRoom()).toThrow('The gateway is stopping');
  clients.cut();
  expect([first, second]).toEqual([
    ['stopping', 'late'],
    ['stopping', 'late'],
  ]);
});
