import { z } from 'zod';
import { type CitizenNumber, parseCitizenNumber } from '../../domain/citizenNumber.ts';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import type { ExchangeRow } from '../transport/exchange-table/ExchangeRow.ts';
import { readContent } from '../transport/exchange-table/readContent.ts';
import { parseBeijingTime } from '../transport/parseBeijingTime.ts';
import { RowFault } from '../transport/RowFault.ts';
import type { ExchangedDepartment } from './ExchangedDepartment.ts';
import type { ExchangedType } from './ExchangedType.ts';
import { exchangedValues } from './exchangedValues.ts';
import { isAhead } from './isAhead.ts';
import type { PushedRecord } from './PushedRecord.ts';
import { withdrawnRecords } from './withdrawnRecords.ts';

const { always, maybe, text, upTo } = exchangedValues;

const withdrawnHead = z.object({
  name: maybe(upTo(60)),
  dataTime: always(parseBeijingTime),
  centerName: always(upTo(100)),
});
const head = withdrawnHead.extend({
  name: always(upTo(60)),
  list: z.array(z.unknown()),
});
const numberedHead = head.extend({ personNumber: always(text(/^\d{10}$/)) });

/** How a centre writes its rows. */
export interface RowReading {
  readonly department: ExchangedDepartment;
  readonly format: 'json' | 'xml';
  readonly jurisdiction: DivisionCode;
}

/**
 * What a data row says.
 *
 * @throws {RowFault} the first of the centre's codes that applies.
 * @see docs/dialects/exchange-table.md, 5 and 7
 */
export function readExchangeRow(
  row: ExchangeRow,
  { department, format, jurisdiction }: RowReading,
): readonly PushedRecord[] {
  const { types, keys, lists } = department;
  const type = typeOf(row.sjlx.trim(), types);
  const operation = row.czlx.trim();
  if (!['I', 'U', 'D'].includes(operation)) throw new RowFault('106', '操作类型未知');
  const number = numberOf(row.zjhm);

  const content = readContent(row.sjnr, { format, lists, jurisdiction });
  expectSamePerson(content[keys.number], { number, key: keys.number });
  const raw = Object.fromEntries(
    Object.entries(keys).map(([part, key]) => [part, Object.hasOwn(content, key) ? content[key] : undefined]),
  );
  const keyOf = (part: string) => Object.entries(keys).find(([known]) => known === part)?.[1] ?? part;

  if (operation === 'D') {
    const { name, dataTime: asOf } = read(withdrawnHead, raw, keyOf);
    expectNotAhead(asOf, row.takenAt);
    return withdrawnRecords(type, { number, name, asOf });
  }
  const expected = keys.personNumber === undefined ? head : numberedHead;
  const { name, dataTime: asOf, centerName, list } = read(expected, raw, keyOf);
  const state = type.open();
  for (const [position, record] of list.entries()) {
    const faultyKey = state.add(record, position);
    if (faultyKey !== null) throw badValue(faultyKey);
  }
  expectNotAhead(asOf, row.takenAt);
  return state.records({ number, name, asOf, centerName });
}

function typeOf(code: string, types: ExchangedDepartment['types']): ExchangedType {
  const type = Object.hasOwn(types, code) ? types[code] : undefined;
  if (type === undefined) throw new RowFault('102', '数据类型未知');
  return type;
}

function numberOf(column: string): CitizenNumber {
  try {
    return parseCitizenNumber(column);
  } catch {
    throw new RowFault('104', '证件号码位数或校验位错误');
  }
}

function expectSamePerson(
  written: unknown,
  { number, key }: { readonly number: CitizenNumber; readonly key: string },
): void {
  if (typeof written !== 'string' || written.trim() === '') throw badValue(key);
  if (written.normalize('NFKC').trim().toUpperCase() !== number) {
    throw new RowFault('103', '数据内容与证件号码不符');
  }
}

function read<Shape extends z.ZodType>(
  shape: Shape,
  raw: unknown,
  keyOf: (part: string) => string,
): z.output<Shape> {
  const result = shape.safeParse(raw);
  if (result.success) return result.data;
  throw badValue(keyOf(String(result.error.issues[0]?.path[0] ?? '')));
}

function expectNotAhead(asOf: number, now: Date): void {
  if (isAhead(asOf, now.getTime())) throw new RowFault('108', '数据时间超前');
}

const badValue = (key: string) => new RowFault('105', `数据项缺失或格式错误 ${key}`.trim());
