import type { PushedRecord } from '../../inbound/PushedRecord.ts';
import { inParallel } from '../../transport/inParallel.ts';
import type { Applications } from './Applications.ts';
import { BadRecord } from './BadRecord.ts';
import { expectRecord } from './expectRecord.ts';
import type { Frame } from './readFrames.ts';
import type { IncomingOperation } from './readHead.ts';
import { readRegister } from './readRegister.ts';
import { toPushedRefusals } from './toPushedRefusals.ts';
import { refusalRecord } from './wire.ts';

/** Questions to the request book at a time. */
const MAX_STATEMENTS = 4;

/** What came of one RECORD. */
export type RecordOutcome =
  | { readonly no: number; readonly records: readonly PushedRecord[] }
  | { readonly no: number; readonly bad: BadRecord };

/** The package that the RECORDs stand in. */
interface Surroundings {
  readonly operation: IncomingOperation;
  readonly collaborationNumber: string;
  readonly applications: Applications;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * Reads every RECORD by itself: a bad one does not take the others with it. An answer must be about whom the RECORD of
 * the same number named in our application; what came unasked answers nobody in particular.
 *
 * @throws {TongbanError} INTERNAL_SERVER_ERROR when our own store cannot be asked.
 */
export async function readRecords(
  frames: readonly Frame[],
  { operation, collaborationNumber, applications, now }: Surroundings,
): Promise<readonly RecordOutcome[]> {
  const read = async (frame: Frame): Promise<RecordOutcome> => {
    const { no, subject } = frame;
    if (subject instanceof BadRecord) return { no, bad: subject };

    const { kind, number } = subject;
    if (operation === 'FEEDBACK' && !(await applications.named({ collaborationNumber, no, kind, number }))) {
      return { no, bad: new BadRecord('-12', 'somebody else than was applied for') };
    }
    return orBad(no, () => toPushed(frame, now));
  };
  const signal = new AbortController().signal;
  return inParallel(frames, read, { limit: MAX_STATEMENTS, signal });
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
