import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PlaceStore } from '../../../adapters/inbound/PlaceStore.ts';
import { createMemoryStore } from '../../adapters/support/createMemoryStore.ts';
import { message, patience, person, record } from './support/messages.ts';
import { HUNAN, withPlaceStores } from './support/withPlaceStores.ts';

/** A store as two replicas of one server see it. */
interface Replicas {
  readonly one: PlaceStore;
  readonly other: PlaceStore;
  /** Lets time pass for the request book. */
  pass(ms: number): Promise<void>;
}

describe('in memory', () => {
  promises(async () => {
    let now = 1_000_000;
    const store = createMemoryStore(() => now);
    return {
      one: store,
      other: store,
      pass: async (ms) => {
        now += ms;
      },
    };
  });
});

describe('in PostgreSQL', () => {
  const { open, query } = withPlaceStores();

  promises(async () => ({
    one: (await open()).storeFor(HUNAN),
    other: (await open()).storeFor(HUNAN),
    pass: async (ms) => {
      await query(`update jurisdiction.asked set asked_at = asked_at - interval '${ms} milliseconds'`);
    },
  }));
});

function promises(start: () => Promise<Replicas>): void {
  let replicas: Replicas;

  beforeEach(async () => {
    replicas = await start();
  });

  const found = async (...people: number[]) =>
    replicas.other.records.find('hukou', people.map(person), patience());
  const take = (...parts: Parameters<typeof message>) => replicas.one.inbox.take(message(...parts));
  const claim = (reference: string, people: readonly number[], by: PlaceStore = replicas.one) =>
    by.requests.claim({ reference, facet: 'hukou', againAfterMs: 60_000 }, people.map(person));

  describe('inbox and records', () => {
    it('reads back what was pushed, in the order asked for, null where nothing was', async () => {
      await take('1', { records: [record(1, 100), record(2, 200, null), { ...record(3, 300), name: null }] });

      expect(await found(3, 4, 2, 1)).toEqual([
        { name: null, asOf: 300, content: '{"n":3}' },
        null,
        { name: '欧阳某2', asOf: 200, content: null },
        { name: '欧阳某1', asOf: 100, content: '{"n":1}' },
      ]);
      expect(await found()).toEqual([]);
    });

    it('keeps facets apart', async () => {
      await take('1', { records: [record(1, 100)] });

      expect(await replicas.one.records.find('vehicles', [person(1)], patience())).toEqual([null]);
    });

    it('takes a message once, whatever it holds the second time', async () => {
      expect(await take('1', { records: [record(1, 100, 'first')] })).toBe('TAKEN');
      expect(await take('1', { records: [record(1, 900, 'again')] })).toBe('DUPLICATE');
      expect(
        await take('1', { body: Buffer.from('of another message'), records: [record(1, 900, 'other')] }),
      ).toBe('CONFLICT');
      expect(await take('1')).toBe('DUPLICATE');

      expect(await found(1)).toEqual([{ name: '欧阳某1', asOf: 100, content: 'first' }]);
    });

    it('lets the later record count, in whatever order they come', async () => {
      await take('new', { records: [record(1, 200, 'new')] });
      await take('old', { records: [record(1, 100, 'old')] });

      expect(await found(1)).toEqual([{ name: '欧阳某1', asOf: 200, content: 'new' }]);
    });

    it('lets of two records of one instant the one count that came last', async () => {
      await take('1', { records: [record(1, 100, 'first')] });
      await take('2', { records: [record(1, 100, 'corrected')] });

      expect(await found(1)).toEqual([{ name: '欧阳某1', asOf: 100, content: 'corrected' }]);
    });

    it('lets of two records of one instant the one of the greater tie count, in whatever order they come', async () => {
      await take('repair', { tie: 8n, records: [record(1, 100, 'repaired'), record(2, 100, 'repaired')] });
      await take('original', { tie: 7n, records: [record(1, 100, 'first'), record(2, 100, 'first')] });
      await take('later', { tie: 1n, records: [record(2, 200, 'later')] });
      await take('again', { tie: 8n, records: [record(1, 100, 'repaired again')] });
      await take('largest', { tie: 2n ** 63n - 1n, records: [record(3, 100, 'largest')] });

      expect((await found(1, 2, 3)).map((row) => row?.content)).toEqual([
        'repaired again',
        'later',
        'largest',
      ]);
    });

    it('lets within one message the later record count, of one instant the last', async () => {
      await take('1', {
        records: [record(1, 200, 'late'), record(1, 100, 'early'), record(2, 100, 'a'), record(2, 100, 'b')],
      });

      expect((await found(1, 2)).map((row) => row?.content)).toEqual(['late', 'b']);
    });

    it('takes a message that holds nothing, and one of 500 records', async () => {
      const people = Array.from({ length: 500 }, (_, n) => n);
      expect(await take('empty')).toBe('TAKEN');
      expect(await take('full', { records: people.map((n) => record(n, 100)) })).toBe('TAKEN');

      expect(await found(...people)).toEqual(
        people.map((n) => ({ name: `欧阳某${n}`, asOf: 100, content: `{"n":${n}}` })),
      );
    });

    it('takes one of many that come at once on two replicas', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 12 }, (_, n) =>
          (n % 2 === 0 ? replicas.one : replicas.other).inbox.take(
            message('1', { records: [record(1, 100, `copy ${n}`)] }),
          ),
        ),
      );

      expect(outcomes.toSorted()).toEqual([...Array(11).fill('DUPLICATE'), 'TAKEN']);
      expect((await found(1))[0]?.content).toBe(`copy ${outcomes.indexOf('TAKEN')}`);
    });

    it('keeps what cannot be read once: by id, or by its bytes', async () => {
      const put = (id: string | null, text: string) =>
        replicas.one.inbox.quarantine({ id, body: Buffer.from(text), reason: 'no XML' });

      expect([await put('1', 'a'), await put('1', 'b'), await put(null, 'a'), await put(null, 'a')]).toEqual([
        'TAKEN',
        'DUPLICATE',
        'TAKEN',
        'DUPLICATE',
      ]);
      expect(await put(null, 'b')).toBe('TAKEN');
    });

    it('takes the readable form of what was kept as unreadable', async () => {
      await replicas.one.inbox.quarantine({ id: '1', body: Buffer.from('?'), reason: 'no XML' });

      expect(await take('1', { records: [record(1, 100)] })).toBe('TAKEN');
      expect(await take('1')).toBe('DUPLICATE');
      expect(await found(1)).toEqual([{ name: '欧阳某1', asOf: 100, content: '{"n":1}' }]);
    });

    it('gives up a search with the reason of the signal', async () => {
      const reason = new Error('enough');

      await expect(replicas.one.records.find('hukou', [person(1)], AbortSignal.abort(reason))).rejects.toBe(
        reason,
      );
    });
  });

  describe('request book', () => {
    it('leaves out who was asked about within the time, by any replica', async () => {
      expect(await claim('r1', [1, 2])).toEqual([person(1), person(2)]);
      expect(await claim('r2', [3, 2, 1], replicas.other)).toEqual([person(3)]);
      await replicas.pass(59_000);
      expect(await claim('r3', [1, 2, 3])).toEqual([]);
      await replicas.pass(2_000);
      expect(await claim('r4', [3, 2, 1], replicas.other)).toEqual([person(3), person(2), person(1)]);
    });

    it('shares out the people of many claims at once, nobody twice', async () => {
      const people = [...Array(40).keys()];
      const claims = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          claim(
            `r${n}`,
            n % 3 === 0 ? people.toReversed() : people,
            n % 2 === 0 ? replicas.one : replicas.other,
          ),
        ),
      );

      const all = claims.flat().map(({ name }) => name);
      expect(all.toSorted()).toEqual(people.map((n) => person(n).name).toSorted());
    });

    it('asks again at once about those of a released request, and about those only', async () => {
      await claim('r1', [1]);
      await claim('r2', [2]);
      await replicas.other.requests.release('r1');

      expect(await claim('r3', [1, 2])).toEqual([person(1)]);
    });

    it('does not free people who were claimed again meanwhile', async () => {
      await claim('r1', [1]);
      await replicas.pass(61_000);
      await claim('r2', [1]);
      await replicas.one.requests.release('r1');

      expect(await claim('r3', [1])).toEqual([]);
    });

    it('keeps facets apart', async () => {
      await claim('r1', [1]);

      expect(
        await replicas.one.requests.claim({ reference: 'r2', facet: 'vehicles', againAfterMs: 60_000 }, [
          person(1),
        ]),
      ).toEqual([person(1)]);
    });

    it('knows the references under which somebody was claimed, released or not', async () => {
      await claim('r1', [1]);
      await claim('r2', [1]);
      await replicas.one.requests.release('r1');

      const known = (reference: string) => replicas.other.requests.knows(reference);
      expect([await known('r1'), await known('r2'), await known('r3'), await known('\u0000')]).toEqual([
        true,
        false,
        false,
        false,
      ]);
    });

    it('tells whom a request is about, in the order of its lines, and of a number used twice the later one', async () => {
      await claim('r1', [3]);
      await claim('r2', [2, 3, 1]);
      await replicas.one.requests.release('r2');
      const before = await replicas.other.requests.holdersOf('r2');
      await claim('r2', [4, 2]);

      const about = (n: number) => ({ kind: 'NATURAL_PERSON', number: person(n).number });
      expect(before).toEqual([about(2), about(1)]);
      expect(await replicas.other.requests.holdersOf('r2')).toEqual([about(4), about(2)]);
      expect(await replicas.other.requests.holdersOf('r3')).toBeNull();
      expect(await replicas.other.requests.holdersOf('\u0000')).toBeNull();
    });

    it('finds the holders of requests that the system answers later, for a time', async () => {
      await claim('r1', [1, 2]);
      await claim('r2', [3]);
      await replicas.one.requests.awaitAnswer('r1');
      await replicas.one.requests.awaitAnswer('never claimed');
      const awaited = (facet = 'hukou') =>
        replicas.other.requests.awaited({ facet, withinMs: 60_000 }, [4, 3, 2, 1].map(person));

      expect(await awaited()).toEqual([false, false, true, true]);
      expect(await awaited('vehicles')).toEqual([false, false, false, false]);
      await take('answer', { answers: 'r1' });
      expect(await awaited()).toEqual([false, false, true, true]);
      await replicas.pass(61_000);
      expect(await awaited()).toEqual([false, false, false, false]);
    });

    it('awaits nobody any more once the request is released', async () => {
      await claim('r1', [1]);
      await replicas.one.requests.awaitAnswer('r1');
      await replicas.one.requests.release('r1');

      expect(await replicas.one.requests.awaited({ facet: 'hukou', withinMs: 60_000 }, [person(1)])).toEqual([
        false,
      ]);
    });

    it('forgets a request as if it had never been, and no other', async () => {
      await claim('r1', [1]);
      await claim('r2', [2]);
      await replicas.other.requests.forget('r1');

      expect([await replicas.one.requests.knows('r1'), await replicas.one.requests.holdersOf('r1')]).toEqual([
        false,
        null,
      ]);
      expect(await claim('r3', [1, 2])).toEqual([person(1)]);
    });

    it('takes answers to what it knows, and to what it does not know', async () => {
      await claim('r1', [1]);

      expect(await take('1', { answers: 'r1' })).toBe('TAKEN');
      expect(await take('2', { answers: 'r1' })).toBe('TAKEN');
      expect(await take('3', { answers: 'never sent' })).toBe('TAKEN');
    });
  });

  describe('leases', () => {
    it('has one owner, whom the others can find', async () => {
      const one = replicas.one.leases.join('node', 'http://one');
      const other = replicas.other.leases.join('node', 'http://other');

      expect(await one.holder()).toEqual({ kind: 'SELF', token: 1 });
      expect(await other.holder()).toEqual({ kind: 'OTHER', address: 'http://one' });
      expect(await one.holder()).toEqual({ kind: 'SELF', token: 1 });
    });

    it('goes over at once when it is given up, under a greater token', async () => {
      const one = replicas.one.leases.join('node', 'http://one');
      const other = replicas.other.leases.join('node', 'http://other');
      await one.holder();
      await one.leave();

      expect(await other.holder()).toEqual({ kind: 'SELF', token: 2 });
      const again = replicas.one.leases.join('node', 'http://one');
      expect(await again.holder()).toEqual({ kind: 'OTHER', address: 'http://other' });
      await other.leave();
      expect(await again.holder()).toEqual({ kind: 'SELF', token: 3 });
    });

    it('has one owner when many ask at once', async () => {
      const joined = Array.from({ length: 8 }, (_, n) =>
        (n % 2 === 0 ? replicas.one : replicas.other).leases.join('node', `http://${n}`),
      );
      const holders = await Promise.all(joined.map((lease) => lease.holder()));

      const owner = holders.findIndex(({ kind }) => kind === 'SELF');
      expect(holders).toEqual(
        joined.map((_, n) =>
          n === owner ? { kind: 'SELF', token: 1 } : { kind: 'OTHER', address: `http://${owner}` },
        ),
      );
    });

    it('keeps things of other names apart', async () => {
      await replicas.one.leases.join('node', 'http://one').holder();

      expect(await replicas.other.leases.join('table', 'http://other').holder()).toEqual({
        kind: 'SELF',
        token: 1,
      });
    });
  });

  it('digests equal bytes equally in all replicas, under a key', () => {
    const bytes = Buffer.from('10990119900307002X');
    const digest = replicas.one.digest(bytes);

    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(digest).not.toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(replicas.other.digest(Buffer.from(bytes))).toBe(digest);
    expect(replicas.other.digest(bytes.subarray(1))).not.toBe(digest);
  });
}
