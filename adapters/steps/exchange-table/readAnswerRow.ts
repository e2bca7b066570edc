import { z } from 'zod';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { ExchangedDepartment } from '../../inbound/ExchangedDepartment.ts';
import { exchangedValues } from '../../inbound/exchangedValues.ts';
import { isAhead } from '../../inbound/isAhead.ts';
import { momentOrNull } from '../../inbound/momentOrNull.ts';
import type { ExchangeRow } from '../../transport/exchange-table/ExchangeRow.ts';
import { readContent } from '../../transport/exchange-table/readContent.ts';
import { parseBeijingTime } from '../../transport/parseBeijingTime.ts';
import { RowFault } from '../../transport/RowFault.ts';
import { readApplicantNumber } from '../readApplicantNumber.ts';
import { readOutputs, type WrittenOutput } from '../readOutputs.ts';

const { always, maybe, text, upTo } = exchangedValues;

const key = text(/^[0-9A-Z]{16,32}$/);
/** 办理状态. */
const STATES = { done: '1', inWork: '2', refused: '3', takenBack: '4' } as const;
const TAKEN_BACK = '已撤销';
const FINAL: ReadonlySet<string> = new Set([STATES.done, STATES.refused, STATES.takenBack]);

const answer = z.object({
  name: always(upTo(200)),
  dataTime: always(parseBeijingTime),
  centerName: always(upTo(100)),
  personNumber: maybe(text(/^\d{10}$/)),
  YWBH: always(key),
  XTBH: always(key),
  YWDM: always(text(/^[0-9A-Za-z]{1,8}$/)),
  CZLX: always(text(/^[ID]$/)),
  CLSH: always(text(/^\d{20}$/)),
  BLZT: always(text(/^[0-9A-Za-z]$/)),
  BLSJ: maybe(text(/^\d{14}$/)),
  JJDM: maybe(text(/^[0-9A-Za-z]{1,16}$/)),
  JJYY: maybe(upTo(200)),
  JGLB: z
    .union([z.array(z.object({ XMC: always(upTo(40)), XMZ: maybe(upTo(400)) })), z.literal('')])
    .nullish()
    .transform((list) => list || []),
});
type Answer = z.output<typeof answer>;

/** What a row of type BLJG says of the step under its key; nothing of it is held against the application yet. */
export interface AnswerRow {
  readonly businessKey: string;
  readonly collaborationNumber: string;
  readonly businessCode: string;
  /** 操作类型 of the application. */
  readonly operation: string;
  /** Of the applicant, in upper case. */
  readonly number: string;
  readonly name: string;
  readonly result: StepResult;
  readonly isTakenBack: boolean;
}

interface AnswerReading {
  readonly department: ExchangedDepartment;
  readonly format: 'json' | 'xml';
  readonly jurisdiction: DivisionCode;
}

/**
 * What a row of type BLJG says.
 *
 * @throws {RowFault} the first of the centre's codes that applies, but for those that need the application.
 * @see docs/dialects/exchange-table.md, 10.3
 */
export function readAnswerRow(row: ExchangeRow, reading: AnswerReading): AnswerRow {
  const { department, format, jurisdiction } = reading;
  const { keys } = department;
  const number = numberOf(row.zjhm);
  const lists = ['JGLB'];
  const content = readContent(row.sjnr, { format, lists, jurisdiction });
  const written = content[keys.number];
  if (typeof written !== 'string' || written.trim() === '') throw badValue(keys.number);
  if (written.normalize('NFKC').trim().toUpperCase() !== number) {
    throw new RowFault('103', '数据内容与证件号码不符');
  }
  const read = answer.safeParse({ ...content, ...headOf(content, keys) });
  if (!read.success) throw badValue(faultyKey(read.error, keys));
  const result = resultOf(read.data, reading);
  if (isAhead(read.data.dataTime, row.takenAt.getTime())) throw new RowFault('108', '数据时间超前');
  return {
    businessKey: read.data.YWBH,
    collaborationNumber: read.data.XTBH,
    businessCode: read.data.YWDM,
    operation: read.data.CZLX,
    number,
    name: read.data.name,
    result,
    isTakenBack: read.data.BLZT === STATES.takenBack,
  };
}

function numberOf(column: string): string {
  const read = readApplicantNumber(column);
  if (read === null) throw new RowFault('104', '证件号码位数或校验位错误');
  return read.number;
}

function headOf(content: Readonly<Record<string, unknown>>, keys: ExchangedDepartment['keys']) {
  const valueAt = (name: string) => (Object.hasOwn(content, name) ? content[name] : undefined);
  return {
    name: valueAt(keys.name),
    dataTime: valueAt(keys.dataTime),
    centerName: valueAt(keys.centerName),
    personNumber: keys.personNumber === undefined ? undefined : valueAt(keys.personNumber),
  };
}

function faultyKey(error: z.ZodError, keys: ExchangedDepartment['keys']): string {
  const part = String(error.issues[0]?.path[0] ?? '');
  return Object.entries(keys).find(([known]) => known === part)?.[1] ?? part;
}

function resultOf(read: Answer, { department, jurisdiction }: AnswerReading): StepResult {
  const { BLZT: state, BLSJ, JJDM, JJYY, JGLB } = read;
  if (FINAL.has(state) && momentOrNull(BLSJ ?? '') === null) throw badValue('BLSJ');
  switch (state) {
    case STATES.done: {
      const business = Object.values(department.businesses).find(
        ({ code, isCancellation }) => code === read.YWDM && isCancellation === (read.CZLX === 'D'),
      );
      const outputs = JGLB.map(({ XMC, XMZ }) => ({ name: XMC, value: XMZ ?? '' }));
      return { outcome: 'DONE', outputs: outputsOf(outputs, business?.outputs ?? {}, jurisdiction) };
    }
    case STATES.inWork:
      return { outcome: 'PENDING' };
    case STATES.refused:
      if (JJDM === null) throw badValue('JJDM');
      if (JJYY === null) throw badValue('JJYY');
      return { outcome: 'REFUSED', code: JJDM, reason: JJYY };
    case STATES.takenBack:
      return { outcome: 'REFUSED', code: state, reason: TAKEN_BACK };
    default:
      return { outcome: 'UNKNOWN', code: state };
  }
}

function outputsOf(
  written: readonly WrittenOutput[],
  promised: Parameters<typeof readOutputs>[1]['promised'],
  jurisdiction: DivisionCode,
): Readonly<Record<string, string>> {
  try {
    return readOutputs(written, { promised, jurisdiction });
  } catch (error) {
    if (error instanceof TongbanError) throw badValue('JGLB');
    throw error;
  }
}

const badValue = (name: string) => new RowFault('105', `数据项缺失或格式错误 ${name}`.trim());
