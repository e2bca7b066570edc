import { keyedRecord } from './handlingWire.ts';
import { type RecordFrame, recordFrame } from './wire.ts';

const FEEDBACK = 'feedback';
/** Kinds of this release that have no place in feedback of handling. */
const WRONG_KINDS: readonly string[] = ['application', 'notice', 'refusal'];

/**
 * The RECORDs of a feedback of handling.
 *
 * @returns `null` for a data part that cannot be worked on: no RECORD, one of a wrong kind or without number, a number
 *   or a key twice. A person may stand twice.
 */
export function readStepFrames(records: readonly unknown[]): readonly RecordFrame[] | null {
  const all = records.flatMap((record) => recordFrame.safeParse(record).data ?? []);
  const frames = all.filter((record) => record['@kind'] === FEEDBACK);
  const isWorkable =
    all.length === records.length &&
    frames.length > 0 &&
    all.every((record) => !WRONG_KINDS.includes(record['@kind'])) &&
    areDistinct(all.map((record) => String(record['@no']))) &&
    areDistinct(frames.flatMap((record) => keyedRecord.safeParse(record).data?.YWBLH ?? []));
  return isWorkable ? frames : null;
}

function areDistinct(keys: readonly string[]): boolean {
  return new Set(keys).size === keys.length;
}
