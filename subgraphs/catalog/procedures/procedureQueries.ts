import { beijingDay } from '../../../domain/beijingDay.ts';
import { parseDivisionArgument } from '../../serving/parseDivisionArgument.ts';
import { parseOptionalDay } from '../calendar/parseOptionalDay.ts';
import type { Resolvers } from '../resolvers.generated.ts';
import { answerHandling } from './answerHandling.ts';

/** How items are handled. */
export const procedureQueries: NonNullable<Resolvers['Query']> = {
  procedure: (_, { id, version }, { snapshot, procedures }) =>
    version === null || version === undefined
      ? snapshot.procedures.find(id)
      : procedures.load({ id, version }),
  handling: async (_, input, { snapshot, items, now }) =>
    answerHandling(snapshot, {
      acceptingDivision: parseDivisionArgument('acceptingDivision', input.acceptingDivision),
      owningDivision: parseDivisionArgument('owningDivision', input.owningDivision),
      on: parseOptionalDay('on', input.on) ?? beijingDay(now()),
      item: await items.load(input.item),
      mode: input.mode ?? null,
      authority: input.authority ?? null,
    }),
};
