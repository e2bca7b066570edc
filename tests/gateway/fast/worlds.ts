import fc from 'fast-check';

const NASTY = [
  '',
  '张三',
  '🀄',
  '"',
  '\\',
  '\n',
  '\u0001',
  '","note":"',
  '"},{"place":"43"',
  '}]}}',
  '\u2028',
  '\ud800',
];

/** What the subgraphs of `fastFederation` know. */
export interface World {
  readonly notice: string;
  readonly persons: readonly (object | null)[];
  readonly record: object;
  readonly score: number | null;
  readonly keeper: string | null;
}

const text = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'grapheme', maxLength: 6 }));
const nullable = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 4 });
export const worlds: fc.Arbitrary<World> = fc.record({
  notice: text,
  persons: fc.array(
    nullable(
      fc.record({
        id: text,
        name: nullable(text),
        kind: fc.constantFrom('ONE', 'TWO'),
        records: fc.array(
          fc.record({
            jurisdiction: fc.constantFrom('430000', '310000', '990000'),
            id: fc.constantFrom('a', '张', '"b\\'),
          }),
          { maxLength: 4 },
        ),
      }),
    ),
    { maxLength: 4 },
  ),
  record: fc.record({
    note: nullable(text),
    state: nullable(fc.constantFrom('OPEN', 'SHUT')),
    months: nullable(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
    base: nullable(fc.double({ noNaN: true, noDefaultInfinity: true })),
    more: nullable(fc.array(fc.record({ text, tags: fc.array(text, { maxLength: 2 }) }), { maxLength: 3 })),
  }),
  score: nullable(fc.integer({ min: 0, max: 9 })),
  keeper: nullable(text),
});
