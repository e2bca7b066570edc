import type { StepResult } from '../../../domain/cases/StepResult.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { readOutputs } from '../../steps/readOutputs.ts';
import { BadRecord } from './BadRecord.ts';
import type { BusBusiness } from './businesses.ts';
import { expectRecord } from './expectRecord.ts';
import { doneRecord, HANDLING_STATES, refusedRecord, type StepRecord } from './handlingWire.ts';
import type { RecordFrame } from './wire.ts';

const TAKEN_BACK = '已撤销';

interface StepRecordReading {
  readonly frame: RecordFrame;
  readonly business: BusBusiness;
  readonly jurisdiction: DivisionCode;
}

/**
 * What a RECORD says of its step.
 *
 * @throws {BadRecord} where what its 办理结果 calls for is missing or malformed.
 * @see docs/dialects/collaboration-bus.md, 13.4
 */
export function toStepResult({ BLJG }: StepRecord, reading: StepRecordReading): StepResult {
  switch (BLJG) {
    case HANDLING_STATES.done:
      return { outcome: 'DONE', outputs: outputsOf(reading) };
    case HANDLING_STATES.refused: {
      const { JJDM: code, JJYY: reason } = expectRecord(reading.frame, refusedRecord);
      return { outcome: 'REFUSED', code, reason };
    }
    case HANDLING_STATES.inWork:
      return { outcome: 'PENDING' };
    case HANDLING_STATES.takenBack:
      return { outcome: 'REFUSED', code: BLJG, reason: TAKEN_BACK };
    default:
      return { outcome: 'UNKNOWN', code: BLJG };
  }
}

/** Whatever is wrong with outputs, missing ones included, is -11. */
function outputsOf({ frame, business, jurisdiction }: StepRecordReading): Readonly<Record<string, string>> {
  const read = doneRecord.safeParse(frame);
  if (!read.success) throw new BadRecord('-11', 'JGXX: missing, malformed, or of another count');
  const written = read.data.JGXX.JG.map(({ XMC, XMZ }) => ({ name: XMC, value: XMZ ?? '' }));
  try {
    return readOutputs(written, { promised: business.outputs, jurisdiction });
  } catch (error) {
    if (!(error instanceof TongbanError)) throw error;
    throw new BadRecord('-11', `JGXX: ${error.message}`);
  }
}
