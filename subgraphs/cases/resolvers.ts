import { formatInstant } from '../../domain/formatInstant.ts';
import { caseDeadline } from './caseDeadline.ts';
import { toConnection } from './casePage.ts';
import { acceptCase } from './commands/acceptCase.ts';
import { acceptMandate } from './commands/acceptMandate.ts';
import { answerCorrection } from './commands/answerCorrection.ts';
import { answerInquiry } from './commands/answerInquiry.ts';
import { beginSpecialProcedure } from './commands/beginSpecialProcedure.ts';
import { decideCase } from './commands/decideCase.ts';
import { declineCase } from './commands/declineCase.ts';
import { discardDraft } from './commands/discardDraft.ts';
import { endSpecialProcedure } from './commands/endSpecialProcedure.ts';
import { giveMandate } from './commands/giveMandate.ts';
import { joinCase } from './commands/joinCase.ts';
import { openInquiry } from './commands/openInquiry.ts';
import { openUpload } from './commands/openUpload.ts';
import { rateCase } from './commands/rateCase.ts';
import { recordDelivery } from './commands/recordDelivery.ts';
import { requestSupplement } from './commands/requestSupplement.ts';
import { resolveParked } from './commands/resolveParked.ts';
import { revokeMandate } from './commands/revokeMandate.ts';
import { saveDraft } from './commands/saveDraft.ts';
import { sayConsent } from './commands/sayConsent.ts';
import { submitCase } from './commands/submitCase.ts';
import { supplementCase } from './commands/supplementCase.ts';
import { withdrawCase } from './commands/withdrawCase.ts';
import { withdrawInquiry } from './commands/withdrawInquiry.ts';
import { consentsOf } from './consents/consentsOf.ts';
import { correctionResolvers } from './correctionResolvers.ts';
import { draftResolvers } from './draftResolvers.ts';
import { toDueConnection } from './duePage.ts';
import { requireFiles } from './files/requireFiles.ts';
import { toSignedUrl } from './files/toSignedUrl.ts';
import { findCaseInquiries } from './findCaseInquiries.ts';
import { findCorrections } from './findCorrections.ts';
import { findHolderCases } from './findHolderCases.ts';
import { findHolderDrafts } from './findHolderDrafts.ts';
import { findInquiries } from './findInquiries.ts';
import { findReads } from './findReads.ts';
import { findStatistics } from './findStatistics.ts';
import { findWork } from './findWork.ts';
import { inquiryResolvers } from './inquiryResolvers.ts';
import type { CaseUpdate } from './live/CaseUpdate.ts';
import { openCaseUpdates } from './live/openCaseUpdates.ts';
import { findMandates } from './mandates/findMandates.ts';
import { mandateCode } from './mandates/mandateCode.ts';
import { materialsOf } from './materialsOf.ts';
import { outputsOf } from './outputsOf.ts';
import type { Resolvers } from './resolvers.generated.ts';
import { timelineOf } from './timelineOf.ts';
import { typedMutations } from './typed/typedMutations.ts';

export const resolvers: Resolvers = {
  Query: {
    case: async (_, { id }, { cases }) => (await cases.load(id))?.record ?? null,
    workList: async (_, args, context) => toConnection(await findWork(args, context)),
    inquiries: async (_, args, context) =>
      toDueConnection(await findInquiries(args, context), ({ dueOn, askedAt: since, inquiryId: id }) => ({
        dueOn,
        since,
        id,
      })),
    corrections: async (_, args, context) =>
      toDueConnection(await findCorrections(args, context), ({ dueOn, openedAt: since, caseId: id }) => ({
        dueOn,
        since,
        id,
      })),
    caseStatistics: async (_, args, context) => findStatistics(args, context),
  },
  Mutation: {
    ...typedMutations,
    openUpload: async (_, { input }, context) => ({ upload: await openUpload(input, context) }),
    submitCase: async (_, { input }, context) => ({ case: await submitCase(input, context) }),
    joinCase: async (_, { input }, context) => ({ case: await joinCase(input, context) }),
    giveConsent: async (_, { input }, context) => ({ case: await sayConsent('giveConsent', input, context) }),
    refuseConsent: async (_, { input }, context) => ({
      case: await sayConsent('refuseConsent', input, context),
    }),
    giveMandate: async (_, { input }, context) => ({ mandate: await giveMandate(input, context) }),
    acceptMandate: async (_, { input }, context) => ({ mandate: await acceptMandate(input, context) }),
    revokeMandate: async (_, { input }, context) => ({ mandate: await revokeMandate(input, context) }),
    supplementCase: async (_, { input }, context) => ({ case: await supplementCase(input, context) }),
    withdrawCase: async (_, { input }, context) => ({ case: await withdrawCase(input, context) }),
    rateCase: async (_, { input }, context) => ({ case: await rateCase(input, context) }),
    acceptCase: async (_, { input }, context) => ({ case: await acceptCase(input, context) }),
    declineCase: async (_, { input }, context) => ({ case: await declineCase(input, context) }),
    requestSupplement: async (_, { input }, context) => ({ case: await requestSupplement(input, context) }),
    decideCase: async (_, { input }, context) => ({ case: await decideCase(input, context) }),
    resolveParked: async (_, { input }, context) => ({ case: await resolveParked(input, context) }),
    recordDelivery: async (_, { input }, context) => ({ case: await recordDelivery(input, context) }),
    beginSpecialProcedure: async (_, { input }, context) => ({
      case: await beginSpecialProcedure(input, context),
    }),
    endSpecialProcedure: async (_, { input }, context) => ({
      case: await endSpecialProcedure(input, context),
    }),
    answerCorrection: async (_, { input }, context) => ({ case: await answerCorrection(input, context) }),
    openInquiry: async (_, { input }, context) => ({ inquiry: await openInquiry(input, context) }),
    answerInquiry: async (_, { input }, context) => ({ inquiry: await answerInquiry(input, context) }),
    withdrawInquiry: async (_, { input }, context) => ({ inquiry: await withdrawInquiry(input, context) }),
    saveDraft: async (_, { input }, context) => saveDraft(input, context),
    discardDraft: async (_, { input }, context) => ({ draftId: await discardDraft(input, context) }),
  },
  Subscription: {
    caseUpdated: {
      subscribe: async (_, args, context) => openCaseUpdates(args, context),
      // Of what its source yields only updates are executed.
      resolve: (update: CaseUpdate) => update,
    },
  },
  // Of several mutations in one request each is answered before the next one is begun.
  CasePayload: {
    case: ({ case: record }, _, context) => {
      context.forget();
      return record;
    },
  },
  InquiryPayload: {
    inquiry: ({ inquiry }, _, context) => {
      context.forget();
      return inquiry;
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
    consents: ({ caseId }, _, context) => consentsOf(caseId, context),
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
    materials: async ({ caseId }, _, { details }) => materialsOf((await details.load(caseId)).contents),
    outputs: async ({ caseId }, _, { details }) => outputsOf((await details.load(caseId)).contents),
    delivery: ({ state }) =>
      state.phase === 'CLOSED' && state.delivery !== null
        ? { by: state.delivery.by, at: formatInstant(state.delivery.at) }
        : null,
    rating: ({ state }) => (state.phase === 'CLOSED' ? (state.rating?.grade ?? null) : null),
    correction: ({ caseId }, _, { corrections }) => corrections.load(caseId),
    inquiries: async (record, _, context) => findCaseInquiries(record, context),
    reads: async ({ caseId }, _, context) => findReads(caseId, context),
  },
  Correction: correctionResolvers,
  Draft: draftResolvers,
  Inquiry: inquiryResolvers,
  Mandate: {
    id: ({ mandateId }) => mandateId,
    principal: ({ principal }) => ({ id: principal }),
    agent: ({ agent }) => (agent === null ? null : { id: agent }),
    items: ({ items }) => items.map((code) => ({ code })),
    givenAt: ({ givenAt }) => formatInstant(givenAt),
    revokedAt: ({ revokedAt }) => (revokedAt === null ? null : formatInstant(revokedAt)),
    code: async ({ mandateId, principal, agent, revokedAt }, _, { caller, services }) =>
      agent === null && revokedAt === null && (await caller.findSelf()) === principal
        ? mandateCode(services.vault, mandateId)
        : null,
  },
  Upload: {
    id: ({ fileId }) => fileId,
    status: ({ state }) => (state === 'GONE' ? 'REFUSED' : state),
    offset: ({ received }) => received,
    uploadUrl: ({ fileId }, _, { services }) =>
      toSignedUrl(requireFiles(services).urls.issue('upload', fileId)),
  },
  CaseMaterial: {
    scannedAt: ({ scannedAt }) => (scannedAt === null ? null : formatInstant(scannedAt)),
    downloadUrl: ({ file }, _, { services: { files } }) =>
      files === null ? null : toSignedUrl(files.urls.issue('download', file)),
  },
  Party: { holder: ({ holderId }) => ({ id: holderId }) },
  Holder: {
    __resolveReference: ({ id }) => ({ id }),
    mandates: ({ id }, _, context) => findMandates(id, context),
    cases: async ({ id }, args, context) => {
      const page = await findHolderCases(id, args, context);
      return page === null ? null : toConnection(page);
    },
    drafts: async ({ id }, _, context) => findHolderDrafts(id, context),
  },
};
