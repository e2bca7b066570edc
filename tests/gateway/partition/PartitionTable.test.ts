import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROVINCES } from '../../../domain/provinces.ts';
import { PartitionTable } from '../../../gateway/partition/PartitionTable.ts';

const table = tableOf({ '43': 'http://a/', '4307': 'http://b/', '430702': 'http://c/' });

function tableOf(urls: Record<string, string>): PartitionTable {
  return new PartitionTable(new Map([['housing-fund', new Map(Object.entries(urls))]]));
}

describe('PartitionTable', () => {
  it.each([
    ['430000', '43'],
    ['430100', '43'],
    ['430700', '4307'],
    ['430703', '4307'],
    ['430702', '430702'],
  ])('sends %s to the longest prefix, %s', (jurisdiction, prefix) => {
    expect(table.endpointFor('housing-fund', jurisdiction).prefix).toBe(prefix);
  });

  it('finds the longest of any set of prefixes', () => {
    const codes = fc
      .tuple(
        fc.constantFrom(...PROVINCES.slice(0, 3).map(({ code2 }) => code2)),
        fc.constantFrom('00', '01', '02'),
        fc.constantFrom('00', '01'),
      )
      .map((parts) => parts.join(''));
    const prefixes = fc.uniqueArray(
      fc.tuple(codes, fc.constantFrom(2, 4, 6)).map(([code, n]) => code.slice(0, n)),
    );

    fc.assert(
      fc.property(codes, prefixes, (jurisdiction, known) => {
        const expected = known
          .filter((prefix) => jurisdiction.startsWith(prefix))
          .sort((a, b) => b.length - a.length)[0];
        const subject = tableOf(Object.fromEntries(known.map((prefix) => [prefix, `http://${prefix}/`])));
        const find = () => subject.endpointFor('housing-fund', jurisdiction);

        if (expected === undefined)
          expect(find).toThrow(expect.objectContaining({ code: 'JURISDICTION_NOT_CONNECTED' }));
        else
          expect(find()).toEqual({ service: 'housing-fund', prefix: expected, url: `http://${expected}/` });
      }),
    );
  });

  it.each([
    ['43'],
    ['4307'],
    ['43070'],
    ['4307020'],
    ['430702000000'],
    [' 430702'],
    ['\uff14\uff13\uff10\uff17\uff10\uff12'],
    ['990000'],
    [430702],
    [null],
    [undefined],
    [['430702']],
  ])('refuses the spelling %j without quoting it', (jurisdiction) => {
    expect(() => table.endpointFor('housing-fund', jurisdiction)).toThrow(
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        message: 'the jurisdiction is not a canonical division code',
      }),
    );
  });

  it('knows places without an endpoint and services without places', () => {
    expect(() => table.endpointFor('housing-fund', '110000')).toThrow(
      expect.objectContaining({
        code: 'JURISDICTION_NOT_CONNECTED',
        jurisdiction: '110000',
        retryable: false,
      }),
    );
    expect(() => table.endpointFor('people', '430000')).toThrow(
      expect.objectContaining({ code: 'JURISDICTION_NOT_CONNECTED' }),
    );
  });
});
