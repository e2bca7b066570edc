import { expect, it } from 'vitest';
import { Turns } from '../../../../subgraphs/catalog/availability/Turns.ts';
import { eventually } from '../../../support/eventually.ts';

const forever = () => new AbortController().signal;

/** Work that ends when it is told to. */
function steps() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    work: (name: string) => async () => {
      begun.push(name);
      await new Promise<void>((resolve) => ends.set(name, resolve));
      return name;
    },
    end: (name: string) => ends.get(name)?.(),
  };
}

it('lets so many work at once, and the others in order', async () => {
  const turns = new Turns({ atOnce: 2, waiting: 5 });
  const { begun, work, end } = steps();
  const taken = ['a', 'b', 'c', 'd'].map((name) => turns.take(forever(), work(name)));

  expect(begun).toEqual(['a', 'b']);
  end('b');
  expect(await taken[1]).toBe('b');
  await eventually(() => expect(begun).toEqual(['a', 'b', 'c']));
  end('a');
  await taken[0];
  await eventually(() => expect(begun).toEqual(['a', 'b', 'c', 'd']));
  end('c');
  end('d');
  expect(await Promise.all(taken)).toEqual(['a', 'b', 'c', 'd']);
});

it('passes the turn on when work fails', async () => {
  const turns = new Turns({ atOnce: 1, waiting: 1 });
  const failing = turns.take(forever(), async () => {
    throw new Error('no');
  });
  const next = turns.take(forever(), async () => 'done');

  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('done');
});

it('says that it is busy where too many wait, and that asking again makes sense', async () => {
  const turns = new Turns({ atOnce: 1, waiting: 1 });
  const { work, end } = steps();
  const taken = [turns.take(forever(), work('a')), turns.take(forever(), async () => 'b')];

  await expect(turns.take(forever(), async () => 'c')).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    retryable: true,
    retryAfter: 1,
  });
  end('a');
  expect(await Promise.all(taken)).toEqual(['a', 'b']);
});

it('lets those leave the queue who no longer wait for an answer', async () => {
  const turns = new Turns({ atOnce: 1, waiting: 1 });
  const { begun, work, end } = steps();
  const gone = new AbortController();
  const first = turns.take(forever(), work('a'));
  const left = turns.take(gone.signal, work('b'));
  gone.abort(new Error('gone'));

  await expect(left).rejects.toThrow('gone');
  const next = turns.take(forever(), async () => 'c');
  end('a');
  expect(await Promise.all([first, next])).toEqual(['a', 'c']);
  expect(begun).toEqual(['a']);
});
