import type { CaseVault } from '../CaseVault.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

export interface StoredContents {
  readonly caseId: string;
  /** By name: `form`, `materials`, `outputs:<step>`, `reason:<step>`. */
  readonly contents: Readonly<Record<string, unknown>>;
  readonly key: Uint8Array;
  readonly vault: CaseVault;
}

/** Seals what was written in a case; what stood under the same name before is replaced. */
export async function storeContents(
  transaction: CasesDatabase,
  { caseId, contents, key, vault }: StoredContents,
): Promise<void> {
  await transaction
    .insertInto('contents')
    .values(
      Object.entries(contents).map(([name, content]) => ({
        case_id: caseId,
        name,
        sealed: vault.seal(content, key, [caseId, name]),
        digest: vault.digest(content, key),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['case_id', 'name']).doUpdateSet(({ ref }) => ({
        sealed: ref('excluded.sealed'),
        digest: ref('excluded.digest'),
      })),
    )
    .execute();
}
