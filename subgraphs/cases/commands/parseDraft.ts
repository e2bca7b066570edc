import { z } from 'zod';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { parseDivisionArgument } from '../../serving/parseDivisionArgument.ts';
import type { DraftContent } from '../DraftRecord.ts';
import type { SaveDraftInput } from '../resolvers.generated.ts';

const MAX_FIELDS = 64;
const MAX_LENGTH = 2_000;
const item = z.string().regex(/^[a-z0-9-]{1,64}$/);
const form = z
  .record(z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,63}$/), z.string().max(MAX_LENGTH))
  .refine((given) => Object.keys(given).length <= MAX_FIELDS);

/**
 * What an unfinished application is about; whether it would do is found out when it is handed in.
 *
 * @throws {TongbanError} BAD_USER_INPUT naming the argument, without its value.
 */
export function parseDraft(input: SaveDraftInput): DraftContent {
  if (!item.safeParse(input.item).success)
    throw new TongbanError('BAD_USER_INPUT', 'input.item must be the code of an item');
  const filled = form.safeParse(input.form ?? {});
  if (!filled.success)
    throw new TongbanError(
      'BAD_USER_INPUT',
      `input.form must be an object of at most ${MAX_FIELDS} texts of at most ${MAX_LENGTH} characters, named by letters and digits`,
    );
  return {
    item: input.item,
    acceptingDivision: parseDivision('input.acceptingDivision', input.acceptingDivision),
    owningDivision: parseDivision('input.owningDivision', input.owningDivision),
    thirdDivision: parseDivision('input.thirdDivision', input.thirdDivision),
    mode: input.mode ?? null,
    authority: input.authority ?? null,
    form: filled.data,
  };
}

const parseDivision = (argument: string, given: string | null | undefined) =>
  given ? parseDivisionArgument(argument, given) : null;
