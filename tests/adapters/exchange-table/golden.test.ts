import { describe, expect, it } from 'vitest';
import { housingFundRows } from '../../../adapters/housing-fund/exchange-table/wire.ts';
import type { PushedRecord } from '../../../adapters/inbound/PushedRecord.ts';
import { readExchangeRow } from '../../../adapters/inbound/readExchangeRow.ts';
import { socialInsuranceRows } from '../../../adapters/social-insurance/exchange-table/wire.ts';
import { RowFault } from '../../../adapters/transport/RowFault.ts';
import { type GoldenRow, goldenRows } from './goldenRows.ts';

describe.each(goldenRows('row'))('$name: $meaning', (golden) => {
  it('is understood as the centre meant it', () => {
    expect(judge(golden)).toEqual(golden.expected);
  });
});

/** What we make of a row, in the words of the golden files. */
function judge(golden: GoldenRow): unknown {
  const now = new Date(golden.now ?? '2026-11-22T02:30:00.000Z');
  const { sjlx = '', zjhm = '', czlx = '' } = golden.columns;
  const department = golden.department === 'housing-fund' ? housingFundRows : socialInsuranceRows;
  try {
    const records = readExchangeRow(
      { xh: '1', sjlx, zjhm, czlx, sjnr: golden.content, cjsj: now, takenAt: now },
      { department, format: golden.options.contentFormat, jurisdiction: golden.jurisdiction },
    );
    return describeRecords(records, golden);
  } catch (error) {
    if (error instanceof RowFault) return { result: 'refused', code: error.code };
    throw error;
  }
}

function describeRecords(records: readonly PushedRecord[], { columns, expected }: GoldenRow): unknown {
  const [main] = records;
  if (main === undefined) return { result: 'nothing' };
  const { number, name } = main;
  const told = { result: 'taken', asOf: new Date(main.asOf).toISOString(), number };
  expect(new Set(records.map((record) => [record.asOf, record.number, record.name].join()))).toHaveProperty(
    'size',
    1,
  );
  if (columns.czlx?.trim() === 'D') {
    expect(records.map(({ content }) => content)).toEqual(records.map(() => null));
    return { ...told, operation: 'D', ...(name === null ? {} : { name }) };
  }
  const schedule = records.find(({ facet }) => facet === 'schedules');
  return {
    ...told,
    name,
    rows: rowsOf(main),
    ...('schedule' in expected ? { schedule: schedule === undefined ? null : rowsOf(schedule) } : {}),
  };
}

/** The centre's own numbers of bookings are ours to find a page again. */
function rowsOf({ content }: PushedRecord): unknown {
  if (content === null) return [];
  const { value } = JSON.parse(content);
  const rows = value.accounts ?? (Array.isArray(value) ? value : [value]);
  return rows.map(({ serial: _, ...row }: Record<string, unknown>) => row);
}
