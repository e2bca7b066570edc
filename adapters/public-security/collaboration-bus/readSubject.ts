import { parseCitizenNumber } from '../../../domain/citizenNumber.ts';
import { parseCreditCode } from '../../../domain/creditCode.ts';
import type { PushedRecord } from '../../inbound/PushedRecord.ts';
import { BadRecord } from './BadRecord.ts';
import { expectRecord } from './expectRecord.ts';
import { type RecordFrame, subject } from './wire.ts';

/** Whom a RECORD is about. */
export interface Subject extends Pick<PushedRecord, 'kind' | 'number'> {
  /** As registered; `null` where the kind of RECORD carries none. */
  readonly name: string | null;
}

/** @throws {BadRecord} where it names nobody, two, or a number that cannot be one. */
export function readSubject(record: RecordFrame): Subject {
  const { GMSFHM, XM, TYSHXYDM, DWMC } = expectRecord(record, subject);
  if (GMSFHM !== null && TYSHXYDM !== null) throw new BadRecord('-11', 'GMSFHM, TYSHXYDM: both');
  if (GMSFHM !== null) return { kind: 'NATURAL_PERSON', number: read(parseCitizenNumber, GMSFHM), name: XM };
  if (TYSHXYDM !== null) return { kind: 'LEGAL_PERSON', number: read(parseCreditCode, TYSHXYDM), name: DWMC };
  throw new BadRecord('-8', 'GMSFHM, TYSHXYDM: missing');
}

function read<T>(parse: (text: string) => T, text: string): T {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new BadRecord('-11', 'GMSFHM, TYSHXYDM: malformed');
  }
}
