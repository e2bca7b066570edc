import { z } from 'zod';
import { TongbanError } from '../../../domain/TongbanError.ts';

/** Which list of changes a cursor is of; published versions never change, and neither does the list. */
export interface ChangeList {
  readonly from: number;
  readonly to: number;
  readonly section: string | null;
}

const content = z.tuple([z.int(), z.int(), z.string().nullable(), z.int().min(0)]);

/** @param index - of the row in the list, from 0. */
export function writeChangeCursor({ from, to, section }: ChangeList, index: number): string {
  return Buffer.from(JSON.stringify([from, to, section, index]), 'utf8').toString('base64url');
}

/**
 * @returns the index of the row.
 * @throws {TongbanError} BAD_USER_INPUT for a text that is no cursor of this list.
 */
export function readChangeCursor(list: ChangeList, text: string): number {
  const read = content.safeParse(parse(text));
  if (!read.success || writeChangeCursor(list, read.data[3]) !== text)
    throw new TongbanError('BAD_USER_INPUT', 'after must be a cursor of this list');
  return read.data[3];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
