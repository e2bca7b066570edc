import { formatInstant } from '../../domain/formatInstant.ts';
import { caseDeadline } from './caseDeadline.ts';
import { toConnection } from './casePage.ts';
import { acceptCase } from './commands/acceptCase.ts';
import { decideCase } from './commands/decideCase.ts';
import { declineCase } from './commands/declineCase.ts';
import { rateCase } from './commands/rateCase.ts';
import { recordDelivery } from './commands/recordDelivery.ts';
import { requestSupplement } from './commands/requestSupplement.ts';
import { resolveParked } from './commands/resolveParked.ts';
import { submitCase } from './commands/submitCase.ts';
import { supplementCase } from './commands/supplementCase.ts';
import { withdrawCase } from './commands/withdrawCase.ts';
import { findHolderCases } from './findHolderCases.ts';
import { findStatistics } from './findStatistics.ts';
import { findWork } from './findWork.ts';
import type { CaseUpdate } from './live/CaseUpdate.ts';
import { openCaseUpdates } from './live/openCaseUpdates.ts';
import { outputsOf } from './outputsOf.ts';
import type { Resolvers } from './resolvers.generated.ts';
import { timelineOf } from './timelineOf.ts';

export const resolvers: Resolvers = {
  Query: {
    case: async (_, { id }, { cases }) => (await cases.load(id))?.record ?? null,
    workList: async (_, args, context) => toConnection(await findWork(args, context)),
    caseStatistics: async (_, args, context) => findStatistics(args, context),
  },
  Mutation: {
    submitCase: async (_, { input }, context) => ({ case: await submitCase(input, context) }),
    supplementCase: async (_, { input }, context) => ({ case: await supplementCase(input, context) }),
    withdrawCase: async (_, { input }, context) => ({ case: await withdrawCase(input, context) }),
    rateCase: async (_, { input }, context) => ({ case: await rateCase(input, context) }),
    acceptCase: async (_, { input }, context) => ({ case: await acceptCase(input, context) }),
    declineCase: async (_, { input }, context) => ({ case: await declineCase(input, context) }),
    requestSupplement: async (_, { input }, context) => ({ case: await requestSupplement(input, context) }),
    decideCase: async (_, { input }, context) => ({ case: await decideCase(input, context) }),
    resolveParked: async (_, { input }, context) => ({ case: await resolveParked(input, context) }),
    recordDelivery: async (_, { input }, context) => ({ case: await recordDelivery(input, context) }),
  },
  Subscription: {
    caseUpdated: {
      subscribe: async (_, args, context) => openCaseUpdates(args, context),
      // Of what its source yields only updates are executed.
      resolve: (update: CaseUpdate) => update,
    },
  },
  CaseUpdate: {
    cursor: ({ eventId }) => eventId,
    case: ({ found }, _, { cases }) => {
      cases.prime(found.record.caseId, found);
      return found.record;
    },
  },
  Case: {
    __resolveReference: async ({ id }, { cases }) => (await cases.load(id))?.record ?? null,
    id: ({ caseId }) => caseId,
    version: ({ sequence }) => sequence,
    item: ({ item }) => ({ code: item }),
    acceptingDivision: ({ divisions }) => ({ code: divisions.ACCEPTING }),
    owningDivision: ({ divisions }) => ({ code: divisions.OWNING }),
    thirdDivision: ({ divisions: { THIRD } }) => (THIRD === null ? null : { code: THIRD }),
    parties: async ({ caseId }, _, { cases }) => (await cases.load(caseId))?.parties ?? [],
    outcome: ({ state }) => (state.phase === 'CLOSED' ? state.outcome : null),
    submittedAt: ({ state }) => formatInstant(state.submittedAt),
    acceptedAt: ({ state }) =>
      'acceptedAt' in state && state.acceptedAt !== null ? formatInstant(state.acceptedAt) : null,
    closedAt: ({ state }) => {
      if (state.phase === 'CLOSED') return formatInstant(state.closedAt);
      return state.phase === 'DECLINED' ? formatInstant(state.declinedAt) : null;
    },
    deadline: (record, _, { services }) => caseDeadline(record, services.now()),
    timeline: async (record, _, { details }) =>
      timelineOf(record, await details.load(record.caseId)).map(({ at, division, ...entry }) => ({
        ...entry,
        at: formatInstant(at),
        division: division === null ? null : { code: division },
      })),
    form: async ({ caseId }, _, { details }) => (await details.load(caseId)).contents['form'] ?? null,
    outputs: async ({ caseId }, _, { details }) => outputsOf((await details.load(caseId)).contents),
    delivery: ({ state }) =>
      state.phase === 'CLOSED' && state.delivery !== null
        ? { by: state.delivery.by, at: formatInstant(state.delivery.at) }
        : null,
    rating: ({ state }) => (state.phase === 'CLOSED' ? (state.rating?.grade ?? null) : null),
  },
  Party: { holder: ({ holderId }) => ({ id: holderId }) },
  Holder: {
    __resolveReference: ({ id }) => ({ id }),
    cases: async ({ id }, args, context) => {
      const page = await findHolderCases(id, args, context);
      return page === null ? null : toConnection(page);
    },
  },
};
