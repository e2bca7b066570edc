import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { PreparedOperation } from '../../../gateway/execute/PreparedOperation.ts';
import { createGeneration } from '../../../gateway/plan/createGeneration.ts';
import type { Demand } from '../../../gateway/plan/Demand.ts';
import { OperationCache } from '../../../gateway/plan/OperationCache.ts';
import { composeTest } from '../../support/composeTest.ts';

const generation = createGeneration(composeTest([{ name: 'a', sdl: 'type Query { a: Int }' }]), 5);
const real = (): Promise<PreparedOperation> => generation.prepare(parse('{ a }'), '{ a }', undefined);

it('prepares an operation once for all who ask at the same time', async () => {
  const cache = new OperationCache(2);
  let count = 0;
  const prepare = () => {
    count++;
    return real();
  };

  const [first, second] = await Promise.all([
    cache.find('{ a }', 'X', prepare),
    cache.find('{ a }', 'X', prepare),
  ]);

  expect(first).toBe(second);
  expect(count).toBe(1);
  expect(cache.statistics).toEqual({ hits: 1, misses: 1, size: 1 });
});

it('forgets what was used longest ago', async () => {
  const cache = new OperationCache(2);
  await cache.find('1', undefined, real);
  await cache.find('2', undefined, real);
  await cache.find('1', undefined, real);
  await cache.find('3', undefined, real);

  await cache.find('1', undefined, real);
  await cache.find('2', undefined, real);

  expect(cache.statistics).toEqual({ hits: 2, misses: 4, size: 2 });
});

it('keeps what the fast lane uses, and tells it to be used', async () => {
  const cache = new OperationCache(2);
  const hot = { ...(await real()), fastUses: { count: 0 } };
  await cache.find('hot', undefined, () => Promise.resolve(hot));
  for (const text of ['1', '2', '3', '4']) {
    hot.fastUses.count++;
    await cache.find(text, undefined, real);
  }

  expect(cache.mostUsed(1)).toEqual([{ text: 'hot', operationName: undefined }]);
  expect(cache.statistics).toEqual({ hits: 4, misses: 5, size: 2 });
});

it('keeps what the general lane uses beside what the fast lane has used', async () => {
  const cache = new OperationCache(2);
  const once = { ...(await real()), fastUses: { count: 1 } };
  await cache.find('once', undefined, () => Promise.resolve(once));
  await cache.find('general', undefined, real);
  await cache.find('general', undefined, real);
  await cache.find('new', undefined, real);

  await cache.find('general', undefined, real);

  expect(cache.statistics).toMatchObject({ misses: 3, size: 2 });
});

it('does not keep a failure', async () => {
  const cache = new OperationCache(2);
  const failing = cache.find('1', undefined, () => Promise.reject(new Error('too costly')));
  await expect(failing).rejects.toThrow('too costly');

  await expect(cache.find('1', undefined, real)).resolves.toBeDefined();
});

it('never takes one operation for another, whatever its name', async () => {
  const cache = new OperationCache(5);
  await cache.find('C', 'A\nB', real);
  await cache.find('B\nC', 'A', real);
  await cache.find('AB', '', real);
  await cache.find('B', 'A', real);

  expect(cache.statistics.hits).toBe(0);
});

it('tells what is used most once, however many kinds of callers ask for it', async () => {
  const cache = new OperationCache(9);
  await cache.find('{ a }', undefined, real, { profile: '1' });
  await cache.find('{ a }', undefined, real, { profile: '2' });
  await cache.find('{ b }', undefined, real);

  expect(cache.mostUsed(9)).toEqual([
    { text: '{ a }', operationName: undefined },
    { text: '{ b }', operationName: undefined },
  ]);
});

it('makes room for operations that have grown, and keeps the last one whatever it takes', async () => {
  const weight = (await real()).weight.bytes;
  const cache = new OperationCache(10, 3 * weight + 100_000);
  const first = await real();
  const second = await real();
  await cache.find('1', undefined, () => Promise.resolve(first));
  await cache.find('2', undefined, () => Promise.resolve(second));
  expect(cache.statistics.size).toBe(2);

  // Clients choose the values of conditions, and for each combination something is prepared.
  for (let count = 0; count < 10; count++) second.weight.addForm();
  expect(cache.statistics.size).toBe(1);

  await cache.find('3', undefined, real);
  await cache.find('2', undefined, () => Promise.resolve(second));
  expect(cache.statistics).toMatchObject({ hits: 0, size: 1 });
});

it('does not try again for a minute what was too costly to plan, and never tells it to be used', async () => {
  let now = 0;
  const cache = new OperationCache(5, undefined, () => now);
  let tries = 0;
  const plan = () => {
    tries++;
    return Promise.reject(new TongbanError('OPERATION_TOO_COSTLY', 'too much'));
  };
  const ask = () => cache.find('costly', undefined, plan);

  await expect(ask()).rejects.toThrow('too much');
  now = 59_999;
  await expect(ask()).rejects.toThrow('too much');
  expect(tries).toBe(1);
  expect(cache.mostUsed(5)).toEqual([]);

  now = 60_000;
  await expect(ask()).rejects.toThrow('too much');
  expect(tries).toBe(2);
});

it('tells nothing to be used that is still being planned', async () => {
  const cache = new OperationCache(5);
  const planning = cache.find('{ a }', undefined, real);
  expect(cache.mostUsed(5)).toEqual([]);
  await planning;

  expect(cache.mostUsed(5)).toHaveLength(1);
});

it('tells last of the most used what took long to prepare', async () => {
  let now = 0;
  const cache = new OperationCache(5, undefined, () => now);
  const ask = async (text: string, ms: number, times: number) => {
    const prepare = async () => {
      now += ms;
      return real();
    };
    for (let count = 0; count < times; count++) await cache.find(text, undefined, prepare);
  };
  await ask('costly', 4_000, 5);
  await ask('often', 20, 3);
  await ask('seldom', 20, 2);
  await ask('once', 20, 1);

  expect(cache.mostUsed(3).map(({ text }) => text)).toEqual(['often', 'seldom', 'costly']);
});

it('counts what is tried again as used last', async () => {
  let now = 0;
  const cache = new OperationCache(2, undefined, () => now);
  const refuse = () => Promise.reject(new TongbanError('OPERATION_TOO_COSTLY', 'too much'));

  await expect(cache.find('costly', undefined, refuse)).rejects.toThrow('too much');
  await cache.find('other', undefined, real);
  now = 60_000;
  await cache.find('costly', undefined, real);
  await cache.find('third', undefined, real);

  expect(cache.mostUsed(5).map(({ text }) => text)).toEqual(['costly', 'third']);
});

it('begins anew what was left because nobody waited for it, and asks all who wait whether they do', async () => {
  const cache = new OperationCache(2);
  const demands: Demand[] = [];
  const hang = (demand: Demand) => {
    demands.push(demand);
    return new Promise<PreparedOperation>(() => undefined);
  };
  const clients = [new AbortController(), new AbortController()];
  for (const { signal } of clients) void cache.find('a', undefined, hang, { request: signal });
  clients[0]?.abort();
  expect(demands.map(({ isWanted }) => isWanted)).toEqual([true]);
  clients[1]?.abort();
  expect(demands.map(({ isWanted }) => isWanted)).toEqual([false]);
  demands[0]?.giveUp();

  expect(await cache.find('a', undefined, real)).toMatchObject({ isFiltered: false });
});
