import { BadRecord } from './BadRecord.ts';
import type { IncomingOperation } from './readHead.ts';
import { readSubject, type Subject } from './readSubject.ts';
import { type RecordFrame, recordFrame } from './wire.ts';

/** A RECORD, and whom it is about. */
export interface Frame {
  readonly no: number;
  readonly kind: string;
  readonly record: RecordFrame;
  readonly subject: Subject | BadRecord;
}

/** 报文 kinds that carry something in each call; `material` belongs to another RECORD, and reads ignore it. */
const READ_KINDS: Readonly<Record<IncomingOperation, readonly string[]>> = {
  FEEDBACK: ['feedback', 'refusal'],
  NOTICE: ['notice'],
};
/** Kinds of this release; of others nobody can say whether they are wrong here, and they are ignored. */
const KNOWN_KINDS: readonly string[] = ['application', 'feedback', 'notice', 'refusal', 'material'];

/**
 * The RECORDs of a package that are to be read.
 *
 * @returns `null` for a data part that cannot be worked on: no RECORD, one of a wrong kind or without number, a number
 *   or a person twice.
 */
export function readFrames(
  records: readonly unknown[],
  operation: IncomingOperation,
): readonly Frame[] | null {
  const parsed = records.map((record) => recordFrame.safeParse(record).data);
  const all = parsed.filter((record) => record !== undefined);
  const kinds = all.map((record) => record['@kind']);
  const isRead = (kind: string) => READ_KINDS[operation].includes(kind);
  const isBorne = (kind: string) => isRead(kind) || kind === 'material' || !KNOWN_KINDS.includes(kind);
  const isWorkable =
    all.length === records.length &&
    kinds.some((kind) => kind !== 'material') &&
    kinds.every(isBorne) &&
    areDistinct(all.map((record) => String(record['@no'])));
  if (!isWorkable) return null;

  const frames = all.filter((record) => isRead(record['@kind'])).map(toFrame);
  return areDistinct(frames.flatMap(({ subject }) => keyOf(subject))) ? frames : null;
}

function toFrame(record: RecordFrame): Frame {
  return { no: record['@no'], kind: record['@kind'], record, subject: subjectOf(record) };
}

function subjectOf(record: RecordFrame): Subject | BadRecord {
  try {
    return readSubject(record);
  } catch (error) {
    if (error instanceof BadRecord) return error;
    throw error;
  }
}

function keyOf(subject: Subject | BadRecord): readonly string[] {
  return subject instanceof BadRecord ? [] : [`${subject.kind} ${subject.number}`];
}

function areDistinct(keys: readonly string[]): boolean {
  return new Set(keys).size === keys.length;
}
