import { askDatabase } from '../serving/storage/askDatabase.ts';
import type { SubgraphContext } from './createContext.ts';
import type { DraftRecord } from './DraftRecord.ts';
import { listDrafts } from './storage/listDrafts.ts';

/** A holder's drafts. @returns `null` for anybody else's. */
export async function findHolderDrafts(
  holderId: string,
  { caller, services: { database, vault, now } }: SubgraphContext,
): Promise<readonly DraftRecord[] | null> {
  if ((await caller.findSelf()) !== holderId) return null;
  return askDatabase(listDrafts(database, vault, { holderId, now: now() }));
}
