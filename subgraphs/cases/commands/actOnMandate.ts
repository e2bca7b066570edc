import { TongbanError } from '../../../domain/TongbanError.ts';
import { isUuid } from '../../serving/isUuid.ts';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { Mandate } from '../mandates/Mandate.ts';
import type { CasesDatabase } from '../storage/CasesDatabase.ts';
import { claimKey } from '../storage/claimKey.ts';
import { lockMandate } from '../storage/lockMandate.ts';
import type { CommandTools } from './CommandTools.ts';
import { parseIdempotencyKey } from './parseIdempotencyKey.ts';
import { sortedJson } from './sortedJson.ts';

export interface MandateAction {
  /** Name of the mutation. */
  readonly action: string;
  readonly mandateId: string;
  readonly input: { readonly idempotencyKey: string };
  /** Changes it in the transaction; `null` is a mandate that is not there yet. @throws {TongbanError} for the caller. */
  change(transaction: CasesDatabase, mandate: Mandate | null, self: string): Promise<unknown>;
}

/** Does something with a mandate, once per idempotency key; the mandate after it. */
export async function actOnMandate(
  { action, mandateId, input, change }: MandateAction,
  { services: { database, vault }, caller }: CommandTools,
): Promise<Mandate> {
  const key = parseIdempotencyKey(input.idempotencyKey);
  const self = await caller.findSelf();
  if (self === null) throw new TongbanError('NOT_FOUND', 'The token belongs to nobody who is known here');
  if (!isUuid(mandateId)) throw noMandate();
  const { idempotencyKey: _, ...content } = input;
  const digest = vault.digestOf([action, sortedJson(content)]);
  return askDatabase(
    database.transaction().execute(async (transaction) => {
      const repeated = await claimKey(transaction, { scope: caller.scope, key, digest }, mandateId);
      if (repeated === null) await change(transaction, await lockMandate(transaction, mandateId, true), self);
      const mandate = await lockMandate(transaction, repeated ?? mandateId, false);
      if (mandate === null) throw noMandate();
      return mandate;
    }),
  );
}

const noMandate = (): TongbanError => new TongbanError('NOT_FOUND', 'There is no such mandate');
