import { describe, expect, it } from 'vitest';
import { parseHolderNumber } from '../../../subgraphs/people/parseHolderNumber.ts';

describe('parseHolderNumber', () => {
  it.each([
    ['18 digits', '990199195502030023', '990199195502030023'],
    ['15 digits', '990199550203002', '990199195502030023'],
    ['15 full-width digits', '９９０１９９５５０２０３００２', '990199195502030023'],
    ['full-width digits', '９９０１９９１９５５０２０３００２３', '990199195502030023'],
    ['surrounding blanks', ' 990199195502030023\n', '990199195502030023'],
    ['a small x', '99019919800101001x', '99019919800101001X'],
  ])('reads %s', (_, text, expected) => {
    expect(parseHolderNumber('NATURAL_PERSON', text)).toBe(expected);
  });

  it('reads a credit code in small letters', () => {
    expect(parseHolderNumber('LEGAL_PERSON', ' 91990199ma00000000')).toBe('91990199MA00000000');
  });

  it.each([
    ['NATURAL_PERSON', '990199195502030024'],
    ['NATURAL_PERSON', '990199551332002'],
    ['NATURAL_PERSON', '91990199MA00000000'],
    ['LEGAL_PERSON', '9199'],
  ] as const)('refuses what is no number of a %s, without quoting it', (kind, text) => {
    expect(() => parseHolderNumber(kind, text)).toThrow(
      expect.objectContaining({ name: 'RangeError', message: expect.not.stringContaining(text) }),
    );
  });
});
