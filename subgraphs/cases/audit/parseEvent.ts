import { z } from 'zod';
import type { CaseEvent } from '../../../domain/cases/CaseEvent.ts';

/** An event as its bytes have it. */
export interface ParsedEvent {
  readonly event: CaseEvent;
  /** Digest (hex) of each content that was written with it, by name. */
  readonly contents: Readonly<Record<string, string>>;
}

const shape = z.looseObject({
  type: z.string(),
  at: z.int(),
  contents: z.record(z.string(), z.string().regex(/^(?:[\da-f]{2})+$/)).default({}),
});

/** An event as its canonical bytes have it, without case and sequence; `null` for bytes that are none. */
export function parseEvent(bytes: Buffer): ParsedEvent | null {
  try {
    const { caseId: _, sequence: __, contents, ...event } = shape.parse(JSON.parse(bytes.toString('utf8')));
    // Whether it is one of those that can happen is for the reducer to say.
    return { event: event as object as CaseEvent, contents };
  } catch {
    return null;
  }
}
