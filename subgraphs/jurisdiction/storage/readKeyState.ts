import type { PlaceKey } from '../PlaceKey.ts';
import type { PlaceVault } from '../PlaceVault.ts';
import { askStore } from './askStore.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';

/** Whether a place's store was made with a store key; `NONE` before its server was started for the first time. */
export type KeyState = 'RIGHT' | 'WRONG' | 'NONE';

/** @param vault - of the store key in question. */
export async function readKeyState(
  database: JurisdictionDatabase,
  { subgraph, jurisdiction }: PlaceKey,
  vault: PlaceVault,
): Promise<KeyState> {
  const row = await askStore(
    database
      .selectFrom('places')
      .select('key_check')
      .where('subgraph', '=', subgraph)
      .where('jurisdiction', '=', jurisdiction)
      .executeTakeFirst(),
  );
  if (row === undefined) return 'NONE';
  return row.key_check.equals(vault.check()) ? 'RIGHT' : 'WRONG';
}
