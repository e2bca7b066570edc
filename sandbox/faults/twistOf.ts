import type { AnswerTwist } from '../AnswerTwist.ts';
import type { Fault } from './Fault.ts';

const NONE: AnswerTwist = { kind: 'none' };

/** What the dialect itself has to do for a fault; nothing for the faults that are made of bytes. */
export function twistOf(fault: Fault | null, now: number): AnswerTwist {
  switch (fault?.kind) {
    case 'error':
      return { kind: 'error', code: fault.code };
    case 'maintenance':
      return (fault.from ?? 0) <= now && now < (fault.until ?? Number.POSITIVE_INFINITY)
        ? { kind: 'maintenance', until: fault.until }
        : NONE;
    case 'stale-schema':
    case 'wrong-charset':
    case 'unruly-pushes':
      return { kind: fault.kind };
    default:
      return NONE;
  }
}
