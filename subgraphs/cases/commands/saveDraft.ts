import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { isUuid } from '../../serving/isUuid.ts';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { DraftContent, DraftRecord } from '../DraftRecord.ts';
import type { SaveDraftInput } from '../resolvers.generated.ts';
import { claimKey } from '../storage/claimKey.ts';
import { findDraft } from '../storage/findDraft.ts';
import { storeDraft } from '../storage/storeDraft.ts';
import type { CommandTools } from './CommandTools.ts';
import { parseDraft } from './parseDraft.ts';
import { parseIdempotencyKey } from './parseIdempotencyKey.ts';
import { requireSelf } from './requireSelf.ts';
import { sortedJson } from './sortedJson.ts';

const DAY_MS = 86_400_000;

export interface DraftSaving {
  readonly draft: DraftRecord;
  readonly unknownFields: readonly string[] | null;
}

/** 暂存: keeps an unfinished application of the caller's. @see SDL `saveDraft` for what it refuses. */
export async function saveDraft(input: SaveDraftInput, tools: CommandTools): Promise<DraftSaving> {
  const { services, caller } = tools;
  const { database, vault } = services;
  const key = parseIdempotencyKey(input.idempotencyKey);
  const replaces = readReplaced(input);
  const content = parseDraft(input);
  const holderId = await requireSelf(caller);
  const unknownFields = await findUnknownFields(content, tools);
  const { idempotencyKey: _, ...given } = input;
  const request = { scope: caller.scope, key, digest: vault.digestOf(['saveDraft', sortedJson(given)]) };
  const savedAt = services.now();
  const expiresAt = savedAt + services.draftDays * DAY_MS;

  const draft = await askDatabase(
    database.transaction().execute(async (transaction) => {
      const fresh = input.draftId ?? randomUUID();
      const repeated = await claimKey(transaction, request, fresh);
      const draftId = repeated ?? fresh;
      if (repeated === null)
        await storeDraft(transaction, vault, { draftId, holderId, replaces, content, savedAt, expiresAt });
      return findDraft(transaction, vault, { draftId, holderId });
    }),
  );
  if (draft === null) throw noDraft();
  return { draft, unknownFields };
}

function readReplaced({ draftId, expectedVersion }: SaveDraftInput): number | null {
  if (!draftId) return null;
  if (!isUuid(draftId)) throw noDraft();
  if (expectedVersion === null || expectedVersion === undefined)
    throw new TongbanError('BAD_USER_INPUT', 'input.expectedVersion is required with a draftId');
  return expectedVersion;
}

const titled = z.object({ properties: z.record(z.string(), z.unknown()) });

/**
 * What is in the draft and not in the form of its item; `null` where the catalogue does not say just now: nobody loses
 * what they have written for that.
 *
 * @throws {TongbanError} NOT_FOUND for an item that the catalogue does not have.
 */
async function findUnknownFields(
  { item, form }: DraftContent,
  { services, caller, signal }: CommandTools,
): Promise<readonly string[] | null> {
  const found = await services.catalog
    .findForm(item, caller.requestId, signal)
    .catch((error: unknown) => noneIfAway(error, signal));
  if (found === null) return null;
  if (!found.isKnown)
    throw new TongbanError('NOT_FOUND', `The catalogue has no item ${JSON.stringify(item)}`);
  const known = titled.safeParse(found.formSchema).data?.properties ?? {};
  return Object.keys(form).filter((field) => !Object.hasOwn(known, field));
}

function noneIfAway(error: unknown, signal: AbortSignal): null {
  signal.throwIfAborted();
  if (error instanceof TongbanError) return null;
  throw error;
}

const noDraft = (): TongbanError => new TongbanError('NOT_FOUND', 'There is no such draft');
