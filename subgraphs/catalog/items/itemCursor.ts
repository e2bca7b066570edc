import { createHash } from 'node:crypto';
import { z } from 'zod';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { ItemFilter } from './ItemFilter.ts';
import type { ItemPosition } from './ItemPosition.ts';

/** The place of an item in a list of one version. */
export interface ItemCursor extends ItemPosition {
  readonly version: number;
}

const number = z.int().min(0).max(2_147_483_647);
/** Version, rank, position, and which list it is. */
const cursorContent = z.tuple([number, number, number, z.string()]);

export function writeItemCursor(filter: ItemFilter, { version, rank, position }: ItemCursor): string {
  return Buffer.from(JSON.stringify([version, rank, position, digestOf(filter)]), 'utf8').toString(
    'base64url',
  );
}

/**
 * @param argument - the name of the argument, for the error.
 * @throws {TongbanError} BAD_USER_INPUT for a text that is no cursor of a list with this filter.
 */
export function readItemCursor(argument: string, filter: ItemFilter, text: string): ItemCursor {
  const content = parse(text);
  if (content === undefined || content[3] !== digestOf(filter)) {
    throw new TongbanError('BAD_USER_INPUT', `${argument} must be a cursor of this list`);
  }
  const [version, rank, position] = content;
  return { version, rank, position };
}

/** A list goes on over midnight: the day that was not given is no part of what it is. */
function digestOf({
  category,
  leadDepartment,
  subject,
  mode,
  batch,
  verified,
  pair,
  terms,
}: ItemFilter): string {
  const list = [
    category,
    leadDepartment,
    subject,
    mode,
    batch,
    verified,
    pair && [pair.acceptingDivision, pair.owningDivision],
    terms,
  ];
  return createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 12);
}

function parse(text: string): z.infer<typeof cursorContent> | undefined {
  try {
    return cursorContent.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    return undefined;
  }
}
