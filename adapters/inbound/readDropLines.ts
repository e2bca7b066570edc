import { setImmediate } from 'node:timers/promises';
import { type CitizenNumber, parseCitizenNumber } from '../../domain/citizenNumber.ts';
import { parseYuan } from '../../domain/yuan.ts';
import type { BatchHead } from '../transport/file-drop/readHead.ts';
import { splitLine } from '../transport/file-drop/splitLine.ts';
import { RowFault } from '../transport/RowFault.ts';
import type { DroppedType } from './DroppedType.ts';
import { isAhead } from './isAhead.ts';
import { momentOrNull } from './momentOrNull.ts';
import { PersonLines } from './PersonLines.ts';
import type { PushedRecord } from './PushedRecord.ts';

/** Columns that are the same in all types. */
const COMMON = 6;
/** Lines, and then persons, after which whatever else this process has to do gets its turn. */
const LINES_AT_A_TIME = 500;
/** Control characters beside those that a value may have by its escapes. */
const CONTROL = /[^\P{Cc}\t\n\r]/u;

/** What the lines of a data batch say. */
export interface DropLines {
  /** Sum of the sum column, in fen. */
  readonly sumFen: bigint;
  /** What is wrong with each line, in their order; `null` where nothing is. */
  readonly faults: readonly (RowFault | null)[];
  /** Of all persons none of whose lines failed. */
  readonly records: readonly PushedRecord[];
}

interface LineReading {
  readonly dropped: DroppedType;
  readonly head: Pick<BatchHead, 'release' | 'sender'>;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * Reads the lines behind the first one. A line that fails takes the others of its person with it, and nobody else's.
 *
 * @see docs/dialects/file-drop.md, 4 and 8.2
 */
export async function readDropLines(
  lines: readonly string[],
  { dropped, head, now }: LineReading,
): Promise<DropLines> {
  const keys = [...dropped.columns, ...(head.release === 2 ? dropped.addedColumns : [])];
  const sumColumn = dropped.sumKey === null ? -1 : COMMON + keys.indexOf(dropped.sumKey);
  const persons = new Map<CitizenNumber, PersonLines>();
  const faults: (RowFault | null)[] = [];
  let sumFen = 0n;
  for (const [index, line] of lines.entries()) {
    if (index % LINES_AT_A_TIME === 0) await setImmediate();
    const { columns, isMisescaped } = splitLine(line);
    sumFen += amountOrZero(columns[sumColumn]);
    try {
      if (isMisescaped) throw new RowFault('2001', '转义错误');
      readLine(columns, index);
      faults.push(null);
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      faults.push(error);
    }
  }

  const records: PushedRecord[] = [];
  for (const [index, person] of [...persons.values()].entries()) {
    if (index % LINES_AT_A_TIME === 0) await setImmediate();
    if (person.isWhole) records.push(...person.records(head.sender));
    for (const line of person.isWhole ? [] : person.lines) faults[line] ??= new RowFault('2006', '');
  }
  return { sumFen, faults, records };

  function readLine(columns: readonly string[], index: number): void {
    const [number = '', name = '', operation = '', dataTime = '', total = '', running = ''] = columns;
    const rowColumns = columns.slice(COMMON);
    const isBare = total === '0';
    if (columns.length < COMMON || (!isBare && rowColumns.length < keys.length)) {
      throw new RowFault('2001', '列数不足');
    }
    const person = personOf(numberOf(number), index);
    if (!['I', 'U', 'D'].includes(operation)) throw person.fault('2004', '');
    const asOf = momentOrNull(dataTime);
    if (asOf === null || isAhead(asOf, now)) throw person.fault('2005', '');

    const damaged = columns.slice(0, COMMON + keys.length).findIndex((column) => CONTROL.test(column));
    if (damaged !== -1) throw person.fault('2003', column(damaged));
    if ((name === '' && operation !== 'D') || Array.from(name).length > 60) {
      throw person.fault('2003', column(1));
    }
    if (!isCount(total)) throw person.fault('2003', column(4));
    if (!isCount(running)) throw person.fault('2003', column(5));
    if (!isBare && operation !== 'D') {
      const row = Object.fromEntries(keys.map((key, at) => [key, rowColumns[at]]));
      const faultyKey = person.addRow(row, Number(running));
      if (faultyKey !== null) throw person.fault('2003', column(COMMON + keys.indexOf(faultyKey)));
    }
    person.addLine({
      name: name === '' ? null : name,
      isWithdrawn: operation === 'D',
      asOf,
      total: Number(total),
      running: Number(running),
    });
  }

  function personOf(number: CitizenNumber, index: number): PersonLines {
    const person = persons.get(number) ?? new PersonLines(number, dropped.type);
    persons.set(number, person);
    person.lines.push(index);
    return person;
  }
}

/** Names the column to people, who count from one. */
const column = (index: number) => `第${index + 1}列`;

function numberOf(text: string): CitizenNumber {
  try {
    return parseCitizenNumber(text);
  } catch {
    throw new RowFault('2002', '');
  }
}

function isCount(text: string): boolean {
  return /^(?:0|[1-9]\d{0,5})$/.test(text);
}

/** Both sides count what is no amount as nothing, so that it fails one line and not the batch. */
function amountOrZero(text: string | undefined): bigint {
  return text !== undefined && /^-?\d{1,15}\.\d\d$/.test(text) ? parseYuan(text) : 0n;
}
