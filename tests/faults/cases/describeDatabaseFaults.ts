import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { RENT } from '../support/CaseDesk.ts';
import type { CaseFaults } from './CaseFaults.ts';
import { untilClosed } from './untilClosed.ts';

const CENTRE = 'housing-fund/430700';
const CASES = 6;
const WAIT = { timeout: 60_000, interval: 200 };

/** What a portal hears that hands in while the database will not have it. */
const RETRYABLE = { retryable: true };

/** S20: the database goes, comes back, does not write, has no room. */
export function describeDatabaseFaults(faults: () => CaseFaults): void {
  /** Hands in as a portal does that is not answered: again, under the same key. @returns ids, and errors that it heard. */
  async function handInPatiently(key: string) {
    const errors: unknown[] = [];
    const id = await vi.waitFor(async () => {
      const answer = await faults().desk.trySubmit(RENT, key);
      if ('errors' in answer) errors.push(...answer.errors);
      expect(answer).toHaveProperty('id');
      return 'id' in answer ? answer.id : '';
    }, WAIT);
    return { id, errors };
  }

  /** What stands in the database, whole cases only. */
  const halfWritten = () =>
    faults().database.query(`
      select case_id from cases.cases as c
      where c.sequence <> (select count(*) from cases.events as e where e.case_id = c.case_id)
        or not exists (select from cases.parties as p where p.case_id = c.case_id)
        or not exists (select from cases.keys as k where k.case_id = c.case_id)
        or not exists (select from cases.idempotency as i where i.case_id = c.case_id)
        or not exists (select from cases.contents as o where o.case_id = c.case_id and o.name = 'form')`);

  const countCases = async () => {
    const [row] = await faults().database.query('select count(*)::int as count from cases.cases');
    return Number(row?.['count']);
  };

  async function expectAllDone(ids: readonly string[]): Promise<void> {
    const { desk } = faults();
    expect(await untilClosed(faults(), ids)).toEqual(ids.map(() => 'GRANTED'));
    expect((await desk.effects(CENTRE)).repeated).toEqual([]);
    expect(await halfWritten()).toEqual([]);
  }

  describe('the database (S20)', () => {
    it('is killed while cases are handed in and done, and comes back: all go on by themselves', async () => {
      const { database } = faults();
      const before = await countCases();
      const early = await Promise.all(Array.from({ length: CASES }, () => handInPatiently(randomUUID())));
      const late = Promise.all(Array.from({ length: CASES }, () => handInPatiently(randomUUID())));
      await database.kill();
      // One that comes while nobody is there.
      const lost = handInPatiently(randomUUID());
      const refused = await faults()
        .desk.trySubmit(RENT, randomUUID())
        .finally(() => database.revive());
      const handed = [...early, ...(await late), await lost];

      const heard = handed.flatMap(({ errors }) => errors);
      expect(refused).toEqual({ errors: [expect.objectContaining(RETRYABLE)] });
      expect(heard).toEqual(heard.map(() => expect.objectContaining(RETRYABLE)));
      expect(new Set(handed.map(({ id }) => id)).size).toBe(handed.length);
      await expectAllDone(handed.map(({ id }) => id));
      expect(await countCases()).toBe(before + handed.length);
    });

    it.each([
      ['reads only', (isOn: boolean) => faults().database.setReadOnly(isOn)],
      ['has no room for events', (isOn: boolean) => faults().database.setFull('cases.events', isOn)],
      ['has no room for steps', (isOn: boolean) => faults().database.setFull('cases.steps', isOn)],
    ] as const)(
      '%s: writes are refused with what to do, reads go on, nothing is half-written',
      async (_, set) => {
        const { desk } = faults();
        const before = await countCases();
        const begun = await Promise.all(Array.from({ length: CASES }, () => handInPatiently(randomUUID())));
        await set(true);
        const key = randomUUID();
        const refused = await vi.waitFor(async () => {
          const answer = await desk.trySubmit(RENT, key);
          expect(answer).toHaveProperty('errors');
          return answer;
        }, WAIT);
        const read = await vi.waitFor(() => desk.read(begun[0]?.id ?? ''), WAIT);
        const half = await halfWritten();
        await set(false);
        const { id } = await handInPatiently(key);

        expect(refused).toEqual({
          errors: [expect.objectContaining({ code: 'INTERNAL_SERVER_ERROR', retryable: true })],
        });
        expect(read.id).toBe(begun[0]?.id);
        expect(half).toEqual([]);
        await expectAllDone([...begun.map((one) => one.id), id]);
        expect(await countCases()).toBe(before + begun.length + 1);
      },
    );
  });
}
