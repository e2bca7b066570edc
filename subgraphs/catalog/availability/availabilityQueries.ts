import { beijingDay } from '../../../domain/beijingDay.ts';
import { parseDivisionArgument } from '../../serving/parseDivisionArgument.ts';
import { filterAlliances } from '../alliances/filterAlliances.ts';
import { answerDueDate } from '../calendar/answerDueDate.ts';
import { parseDayArgument } from '../calendar/parseDayArgument.ts';
import { parseOptionalDay } from '../calendar/parseOptionalDay.ts';
import { parsePauses } from '../calendar/parsePauses.ts';
import { parseWorkingDays } from '../calendar/parseWorkingDays.ts';
import type { Resolvers } from '../resolvers.generated.ts';
import { answerAvailability } from './answerAvailability.ts';
import { parseDivisionList } from './parseDivisionList.ts';

/** Who may hand in what where, by which agreement, and by when. */
export const availabilityQueries: NonNullable<Resolvers['Query']> = {
  availability: async (_, { item, acceptingDivision, owningDivision, on }, { snapshot, items, now }) =>
    answerAvailability(snapshot, {
      acceptingDivision: parseDivisionArgument('acceptingDivision', acceptingDivision),
      owningDivision: parseDivisionArgument('owningDivision', owningDivision),
      on: parseOptionalDay('on', on) ?? beijingDay(now()),
      item: await items.load(item),
    }),
  availabilities: (_, { item, acceptingDivisions, owningDivisions, on }, { snapshot, pairs, now }) =>
    pairs.load({
      version: snapshot.version.version,
      itemCode: item,
      on: parseOptionalDay('on', on) ?? beijingDay(now()),
      acceptingDivisions: parseDivisionList('acceptingDivisions', acceptingDivisions),
      owningDivisions: parseDivisionList('owningDivisions', owningDivisions),
    }),
  alliances: (_, { on, kind, member }, { snapshot }) =>
    filterAlliances(snapshot.alliances.values(), {
      on: parseOptionalDay('on', on),
      kind: kind ?? null,
      member: member === null || member === undefined ? null : parseDivisionArgument('member', member),
    }),
  alliance: (_, { id }, { snapshot }) => snapshot.alliances.get(id) ?? null,
  nationalLists: (_, __, { snapshot }) => [...snapshot.nationalLists.values()],
  dueDate: async (
    _,
    { item, acceptedOn, division, acceptingDivision, pauses, workingDays },
    { snapshot, items },
  ) =>
    answerDueDate(snapshot, {
      acceptedOn: parseDayArgument('acceptedOn', acceptedOn),
      division: parseDivisionArgument('division', division),
      acceptingDivision:
        acceptingDivision === null || acceptingDivision === undefined
          ? null
          : parseDivisionArgument('acceptingDivision', acceptingDivision),
      pauses: parsePauses(pauses),
      workingDays: parseWorkingDays(workingDays),
      item: await items.load(item),
    }),
};
