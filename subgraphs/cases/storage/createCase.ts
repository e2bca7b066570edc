import { randomUUID } from 'node:crypto';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Actor } from '../Actor.ts';
import type { CaseMaterial } from '../CaseMaterial.ts';
import type { CaseRecord } from '../CaseRecord.ts';
import type { CaseVault } from '../CaseVault.ts';
import type { NewCase } from '../NewCase.ts';
import { bindFiles } from './bindFiles.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { deleteDraft } from './deleteDraft.ts';
import type { FileBinding } from './FileBinding.ts';
import { insertInvitations } from './insertInvitations.ts';
import { lockFiles } from './lockFiles.ts';
import { noteMandateUse } from './noteMandateUse.ts';
import { type PlannedCase, planCase } from './planCase.ts';
import { transact } from './transact.ts';
import type { WakeUps } from './WakeUps.ts';
import { wakeUpsFor } from './wakeUpsFor.ts';

export interface CreateCaseTools {
  readonly vault: CaseVault;
  readonly wakeUps: WakeUps;
  readonly actor: Actor;
}

/**
 * Makes a case: one statement, and so one transaction (with others where it has more than most), for idempotency key, case, events, audit, contents and steps.
 * Whoever comes with the same key meanwhile waits here until the first one is done.
 *
 * @returns `null` when the key was used before.
 */
export async function createCase(
  database: CasesDatabase,
  newCase: NewCase,
  { vault, wakeUps, actor }: CreateCaseTools,
): Promise<CaseRecord | null> {
  const caseId = randomUUID();
  const { key, wrapped } = vault.createKey(caseId);
  const plan = (materials: readonly CaseMaterial[]) =>
    planCase(newCase, { caseId, key, wrapped, vault, actor, materials });
  const made = isPlain(newCase)
    ? await insert(database, plan([]))
    : await transact({ database, wakeUps }, async (transaction) => {
        const { materials, fileOwner: owner } = newCase;
        const binding = { caseId, caseKey: key, owner, materials, vault };
        const planned = await insert(transaction, plan(await materialsOf(transaction, binding)));
        if (planned !== null) await addTo(transaction, newCase, binding);
        return planned;
      });
  if (made === null) return null;
  wakeUps.send([...wakeUpsFor(made.steps), { kind: 'deadline', caseId }]);
  return made.record;
}

const insert = async (database: CasesDatabase, planned: PlannedCase): Promise<PlannedCase | null> =>
  (await planned.inserting.execute(database)).rows.length > 0 ? planned : null;

const isPlain = ({ draft, mandateId, invitations, materials }: NewCase): boolean =>
  draft === null && mandateId === null && invitations === null && materials.length === 0;

/**
 * What is written down of the files. None where they cannot be had: the same request may have them already, which is found
 * out first, and else binding them says why.
 */
async function materialsOf(
  transaction: CasesDatabase,
  binding: FileBinding,
): Promise<readonly CaseMaterial[]> {
  try {
    return (await lockFiles(transaction, binding)).map(({ material }) => material);
  } catch (error) {
    if (error instanceof TongbanError) return [];
    throw error;
  }
}

/** What few cases have, and what may not be there any more. */
async function addTo(
  transaction: CasesDatabase,
  { draft, mandateId, invitations }: NewCase,
  binding: FileBinding,
): Promise<void> {
  const { caseId, vault } = binding;
  if (draft !== null) await deleteDraft(transaction, draft);
  if (mandateId !== null) await noteMandateUse(transaction, caseId, mandateId);
  if (invitations !== null) await insertInvitations(transaction, invitations, { caseId, vault });
  await bindFiles(transaction, binding);
}
