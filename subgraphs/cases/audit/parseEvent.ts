import { z } from 'zod';
import type { CaseEvent } from '../../../domain/cases/CaseEvent.ts';

const shape = z.looseObject({ type: z.string(), at: z.int() });

/** An event as its canonical bytes have it, without case and sequence; `null` for bytes that are none. */
export function parseEvent(bytes: Buffer): CaseEvent | null {
  try {
    const { caseId: _, sequence: __, ...event } = shape.parse(JSON.parse(bytes.toString('utf8')));
    // Whether it is one of those that can happen is for the reducer to say.
    return event as object as CaseEvent;
  } catch {
    return null;
  }
}
