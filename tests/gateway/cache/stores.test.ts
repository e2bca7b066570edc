import { describe, expect, it } from 'vitest';
import { EntrySeal } from '../../../gateway/cache/entry/EntrySeal.ts';
import { Shelf } from '../../../gateway/cache/Shelf.ts';
import type { CacheStore } from '../../../gateway/cache/store/CacheStore.ts';
import { GuardedStore } from '../../../gateway/cache/store/GuardedStore.ts';
import { MemoryStore } from '../../../gateway/cache/store/MemoryStore.ts';

const bytes = (text: string) => Buffer.from(text);
const textsOf = async (store: CacheStore, ...keys: string[]) =>
  (await store.read(keys)).map((value) => value?.toString() ?? null);

describe('the store in memory', () => {
  it('gives values in the order asked for until their time is over, and claims only what is free', async () => {
    let now = 0;
    const store = new MemoryStore(10_000, () => now);
    await store.write('a', bytes('1'), 100);

    expect((await store.claim(['a', 'b'], bytes('2'), 200)).map(String)).toEqual(['1', '2']);
    expect(await textsOf(store, 'b', 'none', 'a')).toEqual(['2', null, '1']);
    now = 100;
    expect(await textsOf(store, 'a', 'b')).toEqual([null, '2']);
    await store.prolong(['a', 'b'], 300);
    now = 399;
    expect(await textsOf(store, 'a', 'b')).toEqual([null, '2']);
    const [held] = await store.read(['b']);
    expect(held?.buffer.byteLength).toBe(1);
    await store.remove(['b', 'none']);
    expect(await textsOf(store, 'b')).toEqual([null]);
    expect({ entries: store.entries, bytes: store.bytes }).toEqual({ entries: 0, bytes: 0 });
  });

  it('stays within its bytes: what was not used for longest goes first, and what is larger than all of it is not kept', async () => {
    const store = new MemoryStore(1_000);
    for (const key of ['a', 'b', 'c']) await store.write(key, Buffer.alloc(100), 60_000);
    await store.read(['a']);
    await store.write('d', Buffer.alloc(100), 60_000);

    expect((await store.read(['a', 'b', 'c', 'd'])).map((value) => value !== null)).toEqual([
      true,
      false,
      true,
      true,
    ]);
    const before = { entries: store.entries, bytes: store.bytes };
    await store.write('e', Buffer.alloc(2_000), 60_000);
    expect({ entries: store.entries, bytes: store.bytes }).toEqual(before);
    expect((await store.read(['a', 'c', 'd', 'e'])).map((value) => value !== null)).toEqual([
      true,
      true,
      true,
      false,
    ]);

    await store.write('a', Buffer.alloc(2_000), 60_000);
    expect((await store.read(['a', 'c', 'd'])).map((value) => value !== null)).toEqual([false, true, true]);
  });
});

describe('a store that may be away', () => {
  it('is left alone after failures, tried by one at a time, and left alone for longer when that fails', async () => {
    let now = 0;
    let asked = 0;
    let answer: () => Promise<readonly null[]> = () => Promise.reject(new Error('away'));
    const inner = new MemoryStore(1_000);
    inner.read = () => {
      asked += 1;
      return answer();
    };
    const store = new GuardedStore(inner, { timeoutMs: 5_000, failures: 2, pauseMs: 100, now: () => now });
    const attempt = async () => {
      const before = asked;
      const isAnswered = await store.read(['a']).then(
        () => true,
        () => false,
      );
      if (isAnswered) return 'answered';
      return asked > before ? 'failed' : 'left alone';
    };

    expect([await attempt(), await attempt(), await attempt()]).toEqual(['failed', 'failed', 'left alone']);
    now = 100;
    expect(await Promise.all([attempt(), attempt()])).toEqual(['failed', 'left alone']);
    expect(asked).toBe(3);
    now = 299;
    expect(await attempt()).toBe('left alone');
    now = 300;
    answer = async () => [null];
    expect([await attempt(), await attempt(), store.isOpen]).toEqual(['answered', 'answered', false]);
  });

  it('is waited for no longer than it may take', async () => {
    const inner = new MemoryStore(1_000);
    inner.write = () => new Promise(() => undefined);
    const store = new GuardedStore(inner, { timeoutMs: 10 });

    const startedAt = performance.now();
    await expect(store.write('a', bytes('1'), 1)).rejects.toThrow('in time');
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});

describe('what could not be dropped', () => {
  it('is dropped before anything is read, also where an earlier drop of it was done meanwhile', async () => {
    const store = new MemoryStore(1_000);
    const drops: { keys: readonly string[]; end: (error?: Error) => void }[] = [];
    store.remove = (keys) =>
      new Promise((resolve, reject) => {
        drops.push({ keys, end: (error) => (error === undefined ? resolve() : reject(error)) });
      });
    const shelf = new Shelf(store, new EntrySeal(Buffer.alloc(32)), 1_000);
    const both = [shelf.drop(['a']), shelf.drop(['a'])];
    drops[0]?.end();
    await both[0];
    drops[1]?.end(new Error('away'));
    await expect(both[1]).rejects.toThrow('away');

    const found = shelf.find([]);
    expect(drops.map(({ keys }) => keys)).toEqual([['a'], ['a'], ['a']]);
    drops[2]?.end();
    expect(await found).toEqual([]);
  });

  it('is bounded: beyond ten thousand what waits for longest is left to its age', async () => {
    const store = new MemoryStore(1_000);
    const drops: (readonly string[])[] = [];
    let isAway = true;
    store.remove = async (keys) => {
      drops.push(keys);
      if (isAway) throw new Error('away');
    };
    const shelf = new Shelf(store, new EntrySeal(Buffer.alloc(32)), 1_000);
    const names = Array.from({ length: 10_002 }, (_, index) => `entry ${index}`);
    await expect(shelf.drop(names.slice(0, 10_000))).rejects.toThrow('away');
    await expect(shelf.drop(names.slice(10_000))).rejects.toThrow('away');

    isAway = false;
    await shelf.find([]);
    expect(drops.at(-1)).toEqual(names.slice(2));
    await shelf.find([]);
    expect(drops).toHaveLength(3);
  });
});
