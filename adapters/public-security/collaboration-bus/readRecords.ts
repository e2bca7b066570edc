import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import type { PushedRecord } from '../../inbound/PushedRecord.ts';
import { BadRecord } from './BadRecord.ts';
import { expectRecord } from './expectRecord.ts';
import type { Frame } from './readFrames.ts';
import type { IncomingOperation } from './readHead.ts';
import { readRegister } from './readRegister.ts';
import { toPushedRefusals } from './toPushedRefusals.ts';
import { refusalRecord } from './wire.ts';

/** What came of one RECORD. */
export type RecordOutcome =
  | { readonly no: number; readonly records: readonly PushedRecord[] }
  | { readonly no: number; readonly bad: BadRecord };

/** What the RECORDs are read against. */
interface Surroundings {
  readonly operation: IncomingOperation;
  /** Whom our application named, by RECORD. */
  readonly applied: readonly Pick<HolderIdentity, 'kind' | 'number'>[];
  /** Epoch ms. */
  readonly now: number;
}

/**
 * Reads every RECORD by itself: a bad one does not take the others with it. An answer must be about whom the RECORD of
 * the same number named in our application; what came unasked answers nobody in particular.
 */
export function readRecords(
  frames: readonly Frame[],
  { operation, applied, now }: Surroundings,
): readonly RecordOutcome[] {
  return frames.map((frame) => {
    const { no, subject } = frame;
    if (subject instanceof BadRecord) return { no, bad: subject };

    const named = applied[no - 1];
    const isNamed = named?.kind === subject.kind && named.number === subject.number;
    if (operation === 'FEEDBACK' && !isNamed) {
      return { no, bad: new BadRecord('-12', 'somebody else than was applied for') };
    }
    return orBad(no, () => toPushed(frame, now));
  });
}

function toPushed({ kind, record, subject }: Frame, now: number): readonly PushedRecord[] {
  if (subject instanceof BadRecord) throw subject;
  return kind === 'refusal'
    ? toPushedRefusals(subject, expectRecord(record, refusalRecord).FHM)
    : readRegister(record, subject, now);
}

function orBad(no: number, read: () => readonly PushedRecord[]): RecordOutcome {
  try {
    return { no, records: read() };
  } catch (error) {
    if (error instanceof BadRecord) return { no, bad: error };
    throw error;
  }
}
