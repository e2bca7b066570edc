import { expect, it } from 'vitest';
import { PlanningTurns } from '../../../../gateway/plan/aside/PlanningTurns.ts';

/** Turns on a clock that only work and waiting move. */
function createTurns() {
  const clock = { ms: 0 };
  const done: string[] = [];
  const waits: number[] = [];
  let goOn: (() => void) | undefined;
  const turns = new PlanningTurns({
    now: () => clock.ms,
    wait: (ms, then) => {
      waits.push(ms);
      goOn = () => {
        clock.ms += ms;
        then();
      };
    },
  });
  const work = (name: string, ms: number) => () => {
    clock.ms += ms;
    done.push(name);
    return name;
  };
  const next = () => {
    const then = goOn;
    goOn = undefined;
    then?.();
    return then !== undefined;
  };
  return { turns, clock, done, waits, work, next };
}

const always = () => true;

it('works at once where little was done just now', () => {
  const { turns, work } = createTurns();

  expect(['one', 'two'].map((name) => turns.take('first', always, work(name, 5)))).toEqual(['one', 'two']);
});

it('takes one after the other, and leaves about as long in between for all else', async () => {
  const { turns, waits, work, next } = createTurns();
  const all = Promise.all([100, 50, 30].map((ms) => turns.take('first', always, work(String(ms), ms))));
  while (next());

  expect(await all).toEqual(['100', '50', '30']);
  // Ten milliseconds hold up nobody, and are lent once.
  expect(waits).toEqual([90, 40]);
});

it('has nobody wait long after one that took very long', async () => {
  const { turns, waits, work } = createTurns();
  turns.take('first', always, work('one', 5_000));
  void turns.take('first', always, work('two', 1));

  expect(waits).toEqual([240]);
});

it('goes on where one fails', async () => {
  const { turns, done, work, next } = createTurns();
  turns.take('first', always, work('one', 100));
  const failing = turns.take('first', always, () => {
    throw new Error('no way');
  });
  const other = turns.take('first', always, work('two', 1));
  while (next());

  await expect(failing).rejects.toThrow('no way');
  await other;
  expect(done).toEqual(['one', 'two']);
});

it('takes of what is new the last and the first that came by turns, what was looked at before it, and nothing again before all that', () => {
  const { turns, done, work, next } = createTurns();
  turns.take('new', always, work('begun', 100));
  void turns.take('again', always, work('again', 20));
  for (const name of ['a', 'b', 'c', 'd']) void turns.take('new', always, work(name, 20));
  next();
  void turns.take('first', always, work('looked at', 20));
  while (next());

  expect(done).toEqual(['begun', 'd', 'looked at', 'a', 'c', 'b', 'again']);
});

it('does not begin what nobody waits for any more', async () => {
  const { turns, done, work, next } = createTurns();
  turns.take('first', always, work('one', 100));
  const left = turns.take('first', () => false, work('two', 1));
  void turns.take('first', always, work('three', 1));
  next();

  await expect(left).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  expect(done).toEqual(['one', 'three']);
});

it('refuses what would have to be tried again behind many others', async () => {
  const { turns, work, next } = createTurns();
  turns.take('first', always, work('one', 100));
  const waiting = Array.from({ length: 16 }, () => turns.take('again', always, work('again', 1)));

  await expect(turns.take('again', always, work('one more', 1))).rejects.toMatchObject({
    code: 'OVERLOADED',
    retryAfter: 5,
  });
  while (next());
  expect(await Promise.all(waiting)).toHaveLength(16);
});
