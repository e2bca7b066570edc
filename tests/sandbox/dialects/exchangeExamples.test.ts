import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { writeContent } from '../../../sandbox/dialects/exchange-table/writeContent.ts';
import { joinColumns } from '../../../sandbox/dialects/file-drop/joinColumns.ts';
import { splitColumns } from '../../../sandbox/dialects/file-drop/splitColumns.ts';

const specification = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../../docs/dialects', `${name}.md`), 'utf8');

/** The blocks between fences, without the fences. */
const examples = (name: string): readonly string[] =>
  Array.from(specification(name).matchAll(/```\w*\n(.*?)\n```/gs), ([, block = '']) => block);

const blockWith = (name: string, text: string): string =>
  examples(name).find((block) => block.includes(text)) ?? '';

describe('the worked example of exchange-table', () => {
  const row = /'(\{"ZJHM":"109923199606060021".*?\})'/.exec(blockWith('exchange-table', 'INSERT'))?.[1] ?? '';
  const sheet = {
    type: { code: 'TQMX', columns: [], sum: 'TQE' },
    asked: '109923199606060021',
    owner: { number: '109923199606060021', name: '林珅', personalNumber: null },
    dataTime: Date.parse('2026-11-21T18:00:00Z'),
    records: [
      { YWLSH: '43070000096011000001', GRZH: '430700000960', TQYY: '07', TQE: '1200.00', TQRQ: '20261008' },
    ],
  };

  it('has the digest that it names', () => {
    const digest = /SHA-256 `([0-9a-f]{64})`/.exec(specification('exchange-table'))?.[1];

    expect(createHash('sha256').update(row).digest('hex')).toBe(digest);
  });

  it('is what a centre that does not pad writes', () => {
    // 410000 neither pads nor writes a lower-case x; its name is all that differs.
    const site = { department: 'housing-fund', jurisdiction: '410000' };
    const named = (text: string) => text.replace('河南省直单位', '常德市');

    expect(named(writeContent(sheet, site, 'json'))).toBe(row);
    expect(named(writeContent(sheet, site, 'xml'))).toBe(
      blockWith('exchange-table', '<?xml version="1.0" encoding="GBK"'),
    );
  });
});

describe('the worked examples of file-drop', () => {
  const text = specification('file-drop');
  const digestsOf = (bytes: Buffer) => [
    createHash('md5').update(bytes).digest('hex'),
    createHash('sm3').update(bytes).digest('hex'),
  ];

  it('have the digests that they name', () => {
    const data = iconv.encode(`${blockWith('file-drop', '|TQMX|').replaceAll('\n', '\r\n')}\r\n`, 'gb18030');
    const result = iconv.encode(`${blockWith('file-drop', '|100000001|汉字|tqmx')}\n`, 'gb18030');
    const request = iconv.encode(`${blockWith('file-drop', '|CXQQ|')}\n`, 'gb18030');

    expect([data.length, result.length, request.length]).toEqual([282, 124, 92]);
    for (const digest of [data, result, request].flatMap(digestsOf)) expect(text).toContain(digest);
  });

  it('escape and unescape names that hold what separates', () => {
    const line = blockWith('file-drop', '青禾').split('\n')[1] ?? '';
    const columns = splitColumns(line) ?? [];

    expect(columns.at(-1)).toBe('青禾|食品\\有限公司');
    expect(joinColumns(columns)).toBe(line);
  });

  it.each([
    ['a|b', ['a', 'b']],
    ['', ['']],
    ['||', ['', '', '']],
    [' a \\| b | c ', ['a | b', 'c']],
    ['a\\\\|b\\n', ['a\\', 'b']],
    ['a\\x', null],
    ['a\\', null],
  ])('%j is split into %j', (line, columns) => {
    expect(splitColumns(line)).toEqual(columns);
  });
});
