import type { Procedure } from '../../../domain/cases/Procedure.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { Actor } from '../Actor.ts';
import type { CaseRecord } from '../CaseRecord.ts';
import type { CaseChange } from '../storage/CaseChange.ts';
import type { CasesDatabase } from '../storage/CasesDatabase.ts';
import { changeCase } from '../storage/changeCase.ts';
import { claimKey } from '../storage/claimKey.ts';
import { type FoundCase, findCase } from '../storage/findCase.ts';
import { transact } from '../storage/transact.ts';
import type { CommandTools } from './CommandTools.ts';
import { parseIdempotencyKey } from './parseIdempotencyKey.ts';
import { requireVersion } from './requireVersion.ts';
import { sortedJson } from './sortedJson.ts';

interface CaseInput {
  readonly caseId: string;
  readonly idempotencyKey: string;
  /** Of a clerk. */
  readonly expectedVersion?: number | null;
}

export interface CaseAction<Input extends CaseInput> {
  /** Name of the mutation, as the audit keeps it. */
  readonly action: string;
  readonly input: Input;
  /** Whether the caller may do it, for what they are in the case. @throws {TongbanError} FORBIDDEN. */
  authorize(found: FoundCase): Promise<Actor> | Actor;
  /**
   * What happens, found out while the case cannot change. It may write in the same transaction.
   *
   * @throws {TongbanError} whatever the caller is to read.
   */
  decide(
    record: CaseRecord,
    procedure: Procedure,
    transaction: CasesDatabase,
  ): CaseChange | Promise<CaseChange>;
}

/**
 * Does something with a case that the caller may see, once per idempotency key.
 *
 * @throws {TongbanError} NOT_FOUND for any case that the caller may not see, whether it exists or not; CONFLICT when it has
 *   changed since the version that a clerk names, or cannot be done with it as it stands.
 */
export async function actOnCase<Input extends CaseInput>(
  { action, input, authorize, decide }: CaseAction<Input>,
  { services, caller }: CommandTools,
): Promise<CaseRecord> {
  const { database, vault } = services;
  const key = parseIdempotencyKey(input.idempotencyKey);
  const found = await findCase(database, input.caseId);
  if (found === null || !(await caller.maySee(found))) throw notFound();
  const actor = await authorize(found);
  const expected = input.expectedVersion ?? null;
  if (actor.kind === 'CLERK' && expected === null)
    throw new TongbanError('BAD_USER_INPUT', 'input.expectedVersion is required of a clerk');
  const { caseId } = found.record;
  const { idempotencyKey: _, ...content } = input;
  const digest = vault.digestOf([action, sortedJson(content)]);

  const changed = await askDatabase(
    transact(services, async (transaction, wakeUps) => {
      const repeated = await claimKey(transaction, { scope: caller.scope, key, digest }, caseId);
      if (repeated !== null) return null;
      return changeCase(transaction, caseId, {
        vault,
        wakeUps,
        actor,
        action,
        decide: (record, procedure) => {
          requireVersion(record, expected);
          return decide(record, procedure, transaction);
        },
      });
    }),
  );
  return changed ?? (await findCase(database, caseId))?.record ?? found.record;
}

const notFound = (): TongbanError => new TongbanError('NOT_FOUND', 'There is no such case');
