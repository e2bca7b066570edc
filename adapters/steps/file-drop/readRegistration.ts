import type { StepResult } from '../../../domain/cases/StepResult.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { BatchFault } from '../../transport/file-drop/BatchFault.ts';
import type { BatchName } from '../../transport/file-drop/batchName.ts';
import { decodeBatch } from '../../transport/file-drop/decodeBatch.ts';
import { readHead } from '../../transport/file-drop/readHead.ts';
import { splitLine } from '../../transport/file-drop/splitLine.ts';

const TYPE = 'JGWJ';
const GOOD = '0000';
const KEY = /^[0-9A-Z]{16,32}$/;
/** Codes of a batch, and of a line, after which it is certain that nothing was done. */
const LATER: ReadonlySet<string> = new Set([
  ...['1001', '1002', '1003', '1004', '1005', '1006', '9001'],
  '3201',
]);
const NOT_AS_IT_IS: ReadonlySet<string> = new Set([
  ...['1007', '1008', '1009'],
  ...['3101', '3102', '3103', '3104', '3105'],
]);

/** What the centre says of one application, or of the whole batch it was in. */
export interface Registration {
  /** In its file, from 1 on; 1 for a batch that was refused whole. */
  readonly line: number;
  readonly businessKey: string;
  readonly code: string;
  readonly result: StepResult;
}

/**
 * What a centre says to a batch of applications of ours.
 *
 * @throws {BatchFault} for a result that is itself wrong.
 * @see docs/dialects/file-drop.md, 11.3
 */
export function readRegistration(
  bytes: Uint8Array,
  name: BatchName & { readonly kind: { readonly is: 'REGISTRATION' } },
  jurisdiction: DivisionCode,
): readonly Registration[] {
  const [first = '', ...lines] = decodeBatch(bytes, jurisdiction);
  const head = readHead(first, { name, place: jurisdiction, types: new Set([TYPE]), type: TYPE });
  const [answered, code = ''] = head.rest;
  if (`${answered}_res` !== name.whole || !/^\d{4}$/.test(code)) {
    throw new BatchFault('1005', 'answers another batch than its name says');
  }
  const registrations = lines.map((line, index) => readLine(line, index + 2));
  const good = registrations.filter((registration) => registration.code === GOOD).length;
  if (head.promised.lines !== lines.length) throw new BatchFault('1002', 'has another number of lines');
  if (head.promised.sumFen !== BigInt(good) * 100n) throw new BatchFault('1003', 'has another sum');
  const { businessKey } = name.kind;
  if (code !== GOOD) return [{ line: 1, businessKey, code, result: toResult(code) }];
  if (registrations[0]?.businessKey !== businessKey) {
    throw new BatchFault('1005', 'is about another application than its name says');
  }
  return registrations;
}

function readLine(line: string, number: number): Registration {
  const { columns, isMisescaped } = splitLine(line);
  const [written, code = '', , businessKey = ''] = columns;
  const isSound =
    !isMisescaped && written === String(number) && /^\d{4}$/.test(code) && KEY.test(businessKey);
  if (!isSound) throw new BatchFault('1005', `has another form in line ${number}`);
  const result: StepResult = code === GOOD ? { outcome: 'PENDING' } : toResult(code);
  return { line: number, businessKey, code, result };
}

function toResult(code: string): StepResult {
  if (LATER.has(code)) return { outcome: 'FAILED', code, retryAfterSeconds: null };
  if (NOT_AS_IT_IS.has(code)) return { outcome: 'FAILED', code, retryAfterSeconds: null, isLasting: true };
  return { outcome: 'UNKNOWN', code };
}
