import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { exchangeTableOptions } from '../../../sandbox/dialects/exchange-table/ExchangeTableOptions.ts';
import { readQuery } from '../../../sandbox/dialects/exchange-table/readQuery.ts';
import { rowsAbout } from '../../../sandbox/dialects/exchange-table/rowsAbout.ts';
import { exchangeGoldenWorld } from '../support/exchangeGoldenWorld.ts';
import { goldenFiles } from '../support/goldenFiles.ts';

const place = z.object({ department: z.string(), jurisdiction: z.string(), options: exchangeTableOptions });
const rowMeta = place.extend({
  dataTime: z.string(),
  person: z.string(),
  columns: z.object({ sjlx: z.string(), zjhm: z.string(), czlx: z.string() }),
  twist: z.enum(['none', 'stale-schema', 'by-hand']),
});
const requestMeta = place.extend({
  person: z.string(),
  columns: z.object({ qqlx: z.string(), zjhm: z.string() }),
});

const golden = goldenFiles('exchange-table');
const written = golden
  .names('row')
  .filter((name) => rowMeta.parse(golden.meta(`${name}.row`)).twist !== 'by-hand');

describe('golden rows of exchange-table', () => {
  it('there are enough of them', () => {
    expect(written.length).toBeGreaterThanOrEqual(20);
  });

  it.each(written)('%s is what the centre writes', (name) => {
    const { department, jurisdiction, options, dataTime, person, columns, twist } = rowMeta.parse(
      golden.meta(`${name}.row`),
    );
    const world = exchangeGoldenWorld(Date.parse(dataTime));
    const rows = rowsAbout(
      {
        department,
        jurisdiction,
        options: {},
        world,
        clock: () => Date.parse(dataTime),
        randomBytes: (length) => Buffer.alloc(length),
        derive: (_label, length) => Buffer.alloc(length),
      },
      options,
      { world, fault: twist === 'none' ? null : { kind: 'stale-schema' } },
      { number: person, dataTime: Date.parse(dataTime), isNew: false },
    );

    expect(rows.find(({ sjlx }) => sjlx === columns.sjlx.trim())).toEqual({
      sjlx: columns.sjlx.trim(),
      sjnr: golden.bytes(`${name}.row`).toString('utf8'),
      zjhm: columns.zjhm.trim(),
      czlx: columns.czlx.trim(),
    });
  });
});

describe('golden requests of exchange-table', () => {
  it.each(golden.names('request'))('%s is understood', (name) => {
    const { options, person, columns } = requestMeta.parse(golden.meta(`${name}.request`));
    const qqnr = golden.bytes(`${name}.request`).toString('utf8');

    expect(readQuery({ ...columns, qqnr }, options)).toEqual({ number: person });
  });
});

describe('requests that are refused', () => {
  const number = '10991119881230009X';
  const options = { contentFormat: 'json', platformCode: '100000001' } as const;
  const good = {
    qqlx: 'CX      ',
    qqnr: `{"PTBM":"100000001","ZJHM":"${number}"}`,
    zjhm: `${number.toLowerCase()}  `,
  };

  it('a lower-case x and padding are no reason', () => {
    expect(readQuery(good, options)).toEqual({ number });
  });

  it.each([
    ['201', { qqnr: 'not json' }],
    ['201', { qqnr: `{"ZJHM":"${number}"}` }],
    ['202', { qqlx: 'GRZH    ' }],
    ['203', { zjhm: '109907196904150013  ' }],
    ['203', { qqnr: good.qqnr.replace(number, '109911198812300090'), zjhm: '109911198812300090  ' }],
    ['204', { qqnr: good.qqnr.replace('100000001', '100000002') }],
  ])('%s for %j', (code, change) => {
    expect(readQuery({ ...good, ...change }, options)).toBe(code);
  });

  it.each([
    ['half', '<data><PTBM>100000001</PTBM>'],
    ['a DOCTYPE', `<!DOCTYPE d><data><PTBM>100000001</PTBM><ZJHM>${number}</ZJHM></data>`],
    ['another root', `<x><PTBM>100000001</PTBM><ZJHM>${number}</ZJHM></x>`],
  ])('XML: %s', (_what, qqnr) => {
    expect(readQuery({ ...good, qqnr }, { ...options, contentFormat: 'xml' })).toBe('201');
  });
});
