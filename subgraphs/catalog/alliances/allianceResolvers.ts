import { NATIONWIDE } from '../../../domain/catalog/coveredPlace.ts';
import { parseOptionalDay } from '../calendar/parseOptionalDay.ts';
import type { Resolvers } from '../resolvers.generated.ts';
import { takesPart } from './takesPart.ts';

/** What an alliance and its parts are asked for. */
export const allianceResolvers = {
  Alliance: {
    members: ({ members }, { on }) => {
      const day = parseOptionalDay('on', on);
      return members?.filter((member) => day === null || takesPart(member, day)) ?? null;
    },
    unnamedMemberCount: ({ unnamedMembers }) => unnamedMembers,
    pairing: ({ pairing }) => pairing?.kind ?? null,
    hub: ({ pairing }, _, { snapshot }) =>
      pairing?.kind === 'STAR' ? snapshot.divisions.find(pairing.hub) : null,
    directions: ({ pairing, scope }) =>
      pairing?.kind === 'DIRECTED'
        ? pairing.clauses.map((clause) => ({ ...clause, scope: clause.scope ?? scope }))
        : [],
    timeLimit: ({ timeLimit }) =>
      timeLimit && {
        workingDays: timeLimit.workingDays,
        citation: { source: timeLimit.source, quote: timeLimit.quote },
      },
  },
  AllianceMember: {
    code: ({ division }) => division,
    division: ({ division }, _, { snapshot }) => snapshot.divisions.find(division),
  },
  AllianceDirection: {
    acceptingDivisions: ({ accepting }) => accepting,
    owningDivisions: ({ owning }) => (owning === NATIONWIDE ? null : owning),
  },
  ScopedItem: {
    item: ({ itemCode }, _, { items }) => (itemCode === null ? null : items.load(itemCode)),
    mayMean: async ({ mayMean }, _, { items }) =>
      (await Promise.all(mayMean.map((code) => items.load(code)))).flatMap((item) => item ?? []),
  },
  NationalList: {
    citation: ({ source, quote }) => ({ source, quote }),
  },
} satisfies Resolvers;
