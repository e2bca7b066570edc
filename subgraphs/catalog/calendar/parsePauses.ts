import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Pause } from '../../../domain/working-days/countDueDate.ts';
import type { PauseInput } from '../resolvers.generated.ts';
import { parseDayArgument } from './parseDayArgument.ts';

const MAX_PAUSES = 50;

/** @throws {TongbanError} BAD_USER_INPUT for too many, or a value of another form. */
export function parsePauses(inputs: readonly PauseInput[] | null | undefined): readonly Pause[] {
  const given = inputs ?? [];
  if (given.length > MAX_PAUSES)
    throw new TongbanError('BAD_USER_INPUT', `pauses must be at most ${MAX_PAUSES}`);
  return given.map(({ from, to }) => ({
    from: parseDayArgument('pauses.from', from),
    to: to === null || to === undefined ? null : parseDayArgument('pauses.to', to),
  }));
}
