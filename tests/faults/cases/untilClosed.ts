import { expect, vi } from 'vitest';
import type { CaseFaults } from './CaseFaults.ts';

/**
 * Waits until cases are closed. Asks the database, and once for all of them: portals that ask for each take the machine
 * from those who work on them.
 *
 * @returns outcomes, in the order of the ids.
 */
export async function untilClosed(
  { database }: Pick<CaseFaults, 'database'>,
  ids: readonly string[],
): Promise<readonly unknown[]> {
  const list = ids.map((id) => `'${id}'`).join(',');
  const rows = await vi.waitFor(
    async () => {
      const found = await database.query(
        `select case_id::text as id, status, outcome from cases.cases where case_id in (${list})`,
      );
      expect(found.filter(({ status }) => status !== 'CLOSED')).toEqual([]);
      return found;
    },
    { timeout: 60_000, interval: 200 },
  );
  const outcomes = new Map(rows.map(({ id, outcome }) => [id, outcome]));
  return ids.map((id) => outcomes.get(id));
}
