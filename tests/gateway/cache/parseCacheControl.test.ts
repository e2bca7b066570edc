import { describe, expect, it } from 'vitest';
import type { CacheHints } from '../../../gateway/cache/hints/CacheHints.ts';
import { parseCacheControl } from '../../../gateway/cache/hints/parseCacheControl.ts';
import { ToldHints } from '../../../gateway/cache/hints/ToldHints.ts';

const hints = (given: Partial<CacheHints>): CacheHints => ({
  isPublic: false,
  freshSeconds: 60,
  ageSeconds: 0,
  revalidateSeconds: 0,
  ifErrorSeconds: 0,
  absentSeconds: 0,
  ...given,
});

describe('what a subgraph says about keeping its answer', () => {
  it.each<[string | undefined, string | undefined, CacheHints | null]>([
    [undefined, undefined, null],
    ['', undefined, null],
    ['public', undefined, null],
    ['max-age=60', undefined, hints({})],
    ['Public, Max-Age="60"', undefined, hints({ isPublic: true })],
    ['public, private, max-age=60', undefined, hints({})],
    ['no-store, public, max-age=60', undefined, null],
    ['public, no-cache="set-cookie", max-age=60', undefined, null],
    ['max-age=60, max-age=30', undefined, hints({ freshSeconds: 30 })],
    ['max-age=-1', undefined, null],
    ['max-age=1.5', undefined, null],
    ['max-age=0', undefined, null],
    // RFC 9111, 1.2.2: a number that is too large is 2^31.
    ['max-age=1000000000000', undefined, hints({ freshSeconds: 2_147_483_648 })],
    ['max-age=1000000000000, max-age=30', undefined, hints({ freshSeconds: 30 })],
    ['max-age=60, stale-if-error=99999999999', undefined, hints({ ifErrorSeconds: 2_147_483_648 })],
    ['max-age=60', '1000000000000', null],
    ['max-age = 60', undefined, null],
    [' max-age=60 ,, public ', undefined, hints({ isPublic: true })],
    [String.raw`ext="a\", public, max-age=60"`, undefined, null],
    ['public, max-age=60, s-maxage=10', undefined, hints({ isPublic: true, freshSeconds: 10 })],
    ['private, max-age=60, s-maxage=10', undefined, hints({})],
    ['max-age=60', '20', hints({ freshSeconds: 40, ageSeconds: 20 })],
    ['max-age=60', '60', null],
    ['max-age=60', 'yesterday', null],
    [
      'max-age=60, stale-while-revalidate=5, stale-if-error=7',
      undefined,
      hints({ revalidateSeconds: 5, ifErrorSeconds: 7 }),
    ],
    ['max-age=60, stale-if-error=7, must-revalidate', undefined, hints({})],
    ['max-age=60, absent-max-age=600', undefined, hints({ absentSeconds: 60 })],
  ])('%s, age %s', (header, age, expected) => {
    expect(parseCacheControl(header, age)).toEqual(expected);
  });

  it('takes of several answers of one endpoint the stricter word, and each place by its own endpoint', () => {
    const told = new ToldHints();
    told.note('43', 'public, max-age=60, stale-if-error=9', undefined);
    told.note('43', 'private, max-age=90', undefined);
    told.note('4307', 'max-age=5', undefined);
    told.note('11', 'max-age=5', undefined);
    told.note('11', undefined, undefined);

    expect(['430100', '430700', '110000', '330000', null].map((place) => told.hintsFor(place))).toEqual([
      hints({}),
      hints({ freshSeconds: 5 }),
      null,
      null,
      null,
    ]);
  });
});
