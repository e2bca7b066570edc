import DataLoader from 'dataloader';
import type { CallContext } from '../../domain/callContext.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { askDatabase } from '../serving/storage/askDatabase.ts';
import { CaseCaller } from './CaseCaller.ts';
import type { CasesServices } from './CasesServices.ts';
import type { CorrectionRecord } from './CorrectionRecord.ts';
import type { CommandTools } from './commands/CommandTools.ts';
import { type FoundCase, findCase } from './storage/findCase.ts';
import { findCorrectionsOf } from './storage/findCorrectionsOf.ts';
import { noteReads } from './storage/noteReads.ts';
import { type CaseDetails, readCaseDetails } from './storage/readCaseDetails.ts';
import { type InquiryTexts, readInquiryTexts } from './storage/readInquiryTexts.ts';

/** What the resolvers of one request work with. */
export interface SubgraphContext extends CommandTools {
  /** Cases that the caller may see; `null` for any other id, whether it exists or not. */
  readonly cases: DataLoader<string, FoundCase | null>;
  /** What is told of a case beside its row: events, and what was written in it. */
  readonly details: DataLoader<string, CaseDetails>;
  /** 整改 of cases that the caller may see. */
  readonly corrections: DataLoader<string, CorrectionRecord | null>;
  /** What was asked and answered in inquiries that the caller may see. */
  readonly inquiryTexts: DataLoader<string, InquiryTexts>;
  /** What was read is read anew: one request may have several mutations, and each shows the case as it left it. */
  forget(): void;
  /** After which event a subscription is to go on; `null` for all else. */
  readonly lastEventId: string | null;
}

/** Loaders for one request. */
export function createContext(
  services: CasesServices,
  callContext: CallContext,
  signal: AbortSignal,
  lastEventId: string | null,
): SubgraphContext {
  const caller = new CaseCaller(services, callContext, signal);
  const reads = new DataLoader<string, void>(async (caseIds) => {
    await askDatabase(noteReads(services.database, { caller, caseIds, at: services.now() }));
    return caseIds.map(() => undefined);
  });
  const loaders = {
    cases: new DataLoader(async (ids) => Promise.all(ids.map((id) => findVisible(id)))),
    details: new DataLoader(async (ids) => Promise.all(ids.map((id) => readDetails(id)))),
    corrections: new DataLoader((ids) => askDatabase(findCorrectionsOf(services.database, ids))),
    inquiryTexts: new DataLoader(async (ids) =>
      askDatabase(Promise.all(ids.map((id) => readInquiryTexts(services.database, services.vault, id)))),
    ),
  } satisfies Partial<SubgraphContext>;
  return {
    services,
    caller,
    signal,
    lastEventId,
    ...loaders,
    forget: () => {
      for (const loader of Object.values(loaders)) loader.clearAll();
    },
  };

  async function findVisible(id: string): Promise<FoundCase | null> {
    signal.throwIfAborted();
    if (callContext.caller === null) throw new TongbanError('UNAUTHENTICATED', 'Nobody is signed in');
    const found = await findCase(services.database, id);
    if (found === null || !(await caller.maySee(found))) return null;
    await reads.load(found.record.caseId);
    return found;
  }

  /** Also of a case in a work list, which names no more than its number. */
  async function readDetails(id: string): Promise<CaseDetails> {
    await reads.load(id);
    return readCaseDetails(services.database, services.vault, id);
  }
}
