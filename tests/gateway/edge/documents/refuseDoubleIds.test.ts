import { describe, expect, it } from 'vitest';
import { refuseDoubleIds } from '../../../../gateway/edge/documents/refuseDoubleIds.ts';

const manifest = (file: string, portal: string | null, ...entries: readonly [string, string][]) => ({
  file,
  portal,
  entries: entries.map(([id, text]) => ({ id, text })),
});

describe('an id that stands for two texts', () => {
  it.each([
    ['in two files for everybody', manifest('a', null, ['x', '{a}']), manifest('b', null, ['x', '{b}'])],
    ['for everybody and for a portal', manifest('a', null, ['x', '{a}']), manifest('b', 'p', ['x', '{b}'])],
    ['in two files of a portal', manifest('a', 'p', ['x', '{a}']), manifest('b', 'p', ['x', '{b}'])],
  ])('is refused: %s', (_, first, second) => {
    expect(() => refuseDoubleIds([first, second])).toThrow(
      new RangeError('a and b: the id "x" stands for two different documents'),
    );
    expect(() => refuseDoubleIds([second, first])).toThrow('b and a: the id "x"');
  });

  it('is none where two portals see one each, or the text is the same', () => {
    expect(() =>
      refuseDoubleIds([
        manifest('a', 'p', ['x', '{a}']),
        manifest('b', 'q', ['x', '{b}']),
        manifest('c', null, ['y', '{c}']),
        manifest('d', 'p', ['y', '{c}']),
      ]),
    ).not.toThrow();
  });
});
