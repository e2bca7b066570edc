import { expect, it } from 'vitest';
import { makeRoom, type RoomKeeper } from '../../../gateway/execute/makeRoom.ts';

interface Thing {
  readonly bytes: number;
  uses: number;
}

const bytesOf = ({ bytes }: Thing) => bytes;
const usesOf = ({ uses }: Thing) => uses;
const thing = (bytes = 1): Thing => ({ bytes, uses: 0 });

/** Adds one thing after another under its letter, and makes room each time. */
function keep(letters: string, keeper: RoomKeeper<Thing>, beforeEach = (_: Map<string, Thing>) => undefined) {
  const things = new Map<string, Thing>();
  for (const letter of letters) {
    beforeEach(things);
    things.set(letter, thing());
    makeRoom(things, { count: 3, bytes: 100 }, keeper);
  }
  return [...things.keys()];
}

it('forgets the first ones', () => {
  expect(keep('abcde', { bytesOf })).toEqual(['c', 'd', 'e']);
});

it('forgets the first ones that nobody has used', () => {
  expect(keep('abcde', { bytesOf, usesOf })).toEqual(['c', 'd', 'e']);
});

it('keeps what is used, however many come after it, and nothing for old uses', () => {
  let isUsed = true;
  const use = (things: Map<string, Thing>) => {
    const first = things.get('a');
    if (first !== undefined && isUsed) first.uses++;
    return undefined;
  };

  expect(keep('abcdefgh', { bytesOf, usesOf }, use)).toContain('a');
  // Used until the others have come that follow: it is looked at once more for that, and then goes.
  isUsed = true;
  const stopAt = (things: Map<string, Thing>) => {
    if (things.has('d')) isUsed = false;
    return use(things);
  };
  expect(keep('abcd', { bytesOf, usesOf }, stopAt)).toContain('a');
  isUsed = true;
  expect(keep('abcdefghi', { bytesOf, usesOf }, stopAt)).toEqual(['g', 'h', 'i']);
});

it('takes a new one even where all others are used', () => {
  const useAll = (things: Map<string, Thing>) => {
    for (const each of things.values()) each.uses++;
    return undefined;
  };

  expect(keep('abcd', { bytesOf, usesOf }, useAll)).toContain('d');
});

it('keeps the last one whatever it takes, and tells what it forgets', () => {
  const things = new Map([
    ['a', thing()],
    ['b', thing(200)],
  ]);
  const gone: Thing[] = [];

  makeRoom(things, { count: 3, bytes: 100 }, { bytesOf, onForgotten: (each) => gone.push(each) });

  expect([...things.keys()]).toEqual(['b']);
  expect(gone).toEqual([thing()]);
});
