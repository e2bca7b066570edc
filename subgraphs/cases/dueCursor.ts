import { z } from 'zod';
import { TongbanError } from '../../domain/TongbanError.ts';

/** Where a page ends of a list that has what is due first before the rest. */
export interface DuePosition {
  /** `YYYY-MM-DD`; `null` sorts last. */
  readonly dueOn: string | null;
  /** Since when somebody waits, epoch ms. */
  readonly since: number;
  readonly id: string;
}

/** Of a `Date`. */
const LAST_INSTANT = 8_640_000_000_000_000;
const shape = z.tuple([z.iso.date().nullable(), z.int().min(0).max(LAST_INSTANT), z.uuid()]);

export const formatDueCursor = ({ dueOn, since, id }: DuePosition): string =>
  Buffer.from(JSON.stringify([dueOn, since, id])).toString('base64url');

/** @throws {TongbanError} BAD_USER_INPUT for anything but a cursor of ours. */
export function parseDueCursor(text: string | null | undefined): DuePosition | null {
  if (text === null || text === undefined) return null;
  const parsed = shape.safeParse(parseJson(text));
  if (!parsed.success) throw new TongbanError('BAD_USER_INPUT', 'after is no cursor of this list');
  const [dueOn, since, id] = parsed.data;
  return { dueOn, since, id };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
