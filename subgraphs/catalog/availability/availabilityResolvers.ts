import { NATIONWIDE } from '../../../domain/catalog/coveredPlace.ts';
import type { Resolvers } from '../resolvers.generated.ts';
import { findPlace } from './findPlace.ts';
import { quotesOf } from './quotesOf.ts';
import { scopeOf } from './scopeOf.ts';
import { startPrecision } from './startPrecision.ts';
import { toGrant } from './toGrant.ts';

/** What an availability and its parts are asked for. */
export const availabilityResolvers = {
  Availability: {
    acceptingPlace: ({ acceptingDivision }, _, { snapshot }) => snapshot.divisions.find(acceptingDivision),
    owningPlace: ({ owningDivision }, _, { snapshot }) => snapshot.divisions.find(owningDivision),
    status: ({ decision }) => decision.status,
    reason: ({ decision }) => (decision.status === 'AVAILABLE' ? null : decision.reason),
    beginsOn: ({ decision }) => (decision.status === 'AVAILABLE' ? null : decision.beginsOn),
    endedOn: ({ decision }) => (decision.status === 'UNAVAILABLE' ? decision.endedOn : null),
    basis: ({ grants }) => grants[0]?.basis ?? null,
    verified: ({ grants }) => grants[0]?.verified ?? null,
    quotes: ({ grants }) => quotesOf(grants[0]),
  },
  AvailableMode: {
    citation: ({ source, quote }) => ({ source, quote }),
  },
  CoverageGrant: {
    acceptingDivision: ({ accepting }) => (accepting === NATIONWIDE ? null : accepting),
    owningDivision: ({ owning }) => (owning === NATIONWIDE ? null : owning),
    acceptingPlace: ({ accepting }, _, { snapshot }) => findPlace(snapshot, accepting),
    owningPlace: ({ owning }, _, { snapshot }) => findPlace(snapshot, owning),
    startsOnPrecision: (grant) => startPrecision(grant),
    scope: (grant) => scopeOf(grant),
    source: ({ alliance, nationalList }) => alliance?.source ?? nationalList?.source ?? '',
    quotes: (grant) => quotesOf(grant),
  },
  PairAvailability: {
    alliances: ({ statedBy }, _, { snapshot }) => statedBy.flatMap((id) => snapshot.alliances.get(id) ?? []),
    nationalLists: ({ statedBy }, _, { snapshot }) =>
      statedBy.flatMap((batch) => snapshot.nationalLists.get(batch) ?? []),
  },
  AvailabilityAlternative: {
    acceptingPlace: (alternative, _, { snapshot }) =>
      alternative.kind === 'OTHER_PLACE' ? snapshot.divisions.find(alternative.accepting) : null,
    beginsOn: (alternative) => (alternative.kind === 'LATER' ? alternative.grant.startsOn : null),
    mode: (alternative) => (alternative.kind === 'FULLY_ONLINE' ? alternative.mode : null),
    nationalList: (alternative, _, { snapshot }) =>
      alternative.kind === 'NATIONAL_LIST_WITHOUT_YEAR'
        ? (snapshot.nationalLists.get(alternative.batch) ?? null)
        : null,
    grant: (alternative, _, { snapshot }) =>
      'grant' in alternative ? toGrant(snapshot, alternative.grant) : null,
  },
} satisfies Resolvers;
