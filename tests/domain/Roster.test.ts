import { expect, it } from 'vitest';
import { Roster } from '../../domain/Roster.ts';

const member = (name: string) => ({ name, seat: -1 });

it('holds those that came and have not gone, whatever the order', () => {
  const roster = new Roster<ReturnType<typeof member>>();
  const [a, b, c] = [member('a'), member('b'), member('c')];
  for (const one of [a, b, c]) roster.add(one);

  expect(roster.delete(a)).toBe(true);
  expect(roster.delete(a)).toBe(false);
  expect(roster.delete(c)).toBe(true);
  roster.add(a);

  expect([...roster].map(({ name }) => name).sort()).toEqual(['a', 'b']);
  expect(roster.find(({ name }) => name === 'b')).toBe(b);
  expect([roster.size, c.seat]).toEqual([2, -1]);
});

it('can be emptied by those that it is gone through for', () => {
  const roster = new Roster<ReturnType<typeof member>>();
  for (const name of ['a', 'b', 'c']) roster.add(member(name));
  const seen: string[] = [];

  for (const one of roster) {
    seen.push(one.name);
    roster.delete(one);
  }

  expect([seen, roster.size]).toEqual([['a', 'b', 'c'], 0]);
});
