import { z } from 'zod';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { CaseRecord } from './CaseRecord.ts';

/** Where a page ends: the keys that the lists are ordered by. */
export interface CasePosition {
  /** `YYYY-MM-DD`; `null` sorts last. */
  readonly dueOn: string | null;
  /** Epoch ms. */
  readonly submittedAt: number;
  readonly caseId: string;
}

/** Of a `Date`. */
const LAST_INSTANT = 8_640_000_000_000_000;
const shape = z.tuple([z.iso.date().nullable(), z.int().min(0).max(LAST_INSTANT), z.uuid()]);

export function formatCaseCursor({ dueOn, state, caseId }: CaseRecord): string {
  return Buffer.from(JSON.stringify([dueOn, state.submittedAt, caseId])).toString('base64url');
}

/** @throws {TongbanError} BAD_USER_INPUT for anything but a cursor of ours. */
export function parseCaseCursor(text: string | null | undefined): CasePosition | null {
  if (text === null || text === undefined) return null;
  const parsed = shape.safeParse(parseJson(text));
  if (!parsed.success) throw new TongbanError('BAD_USER_INPUT', 'after is no cursor of this list');
  const [dueOn, submittedAt, caseId] = parsed.data;
  return { dueOn, submittedAt, caseId };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
