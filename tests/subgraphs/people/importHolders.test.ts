import pg from 'pg';
import { pino } from 'pino';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { HolderRowInput } from '../../../subgraphs/people/holderRow.ts';
import { importHolders } from '../../../subgraphs/people/importHolders.ts';
import { withPostgres } from '../../support/withPostgres.ts';
import { queryDatabase } from './queryDatabase.ts';
import { secrets } from './secrets.ts';
import { simulatedNumber } from './simulatedNumber.ts';

const postgres = withPostgres();
const logger = pino({ level: 'silent' });
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let databaseUrl = '';
beforeEach(async () => {
  databaseUrl = await postgres.createDatabase();
});

const load = (rows: readonly HolderRowInput[], vaultKey: Uint8Array = secrets.vaultKey) =>
  importHolders({ databaseUrl, vaultKey }, rows, { source: 'seed', logger, locatedAt: 1_700_000_000_000 });
const query = (sql: string) => queryDatabase(databaseUrl, sql);
const person = (n: number, changes: Partial<HolderRowInput> = {}): HolderRowInput => ({
  kind: 'NATURAL_PERSON',
  number: simulatedNumber(n),
  name: `某${n}`,
  ...changes,
});
const COMPANY: HolderRowInput = { kind: 'LEGAL_PERSON', number: '91990199MA00000000', name: '某某有限公司' };

describe('importHolders', () => {
  it('gives random ids in the order of the rows, and the same ids the next time', async () => {
    const first = await load([person(1), COMPANY, person(2)]);
    const second = await load([person(2), person(3), person(1)]);

    expect(first).toEqual([1, 2, 3].map(() => expect.stringMatching(UUID_V4)));
    expect(second).toEqual([first[2], expect.stringMatching(UUID_V4), first[0]]);
    expect(new Set([...first, ...second]).size).toBe(4);
  });

  it('knows a person by any spelling of the number', async () => {
    const ids = await load([
      { kind: 'NATURAL_PERSON', number: '990199195502030023', name: '某甲' },
      { kind: 'NATURAL_PERSON', number: '990199550203002', name: '某甲' },
      { kind: 'NATURAL_PERSON', number: '９９０１９９１９５５０２０３００２３', name: '某甲' },
    ]);

    expect([new Set(ids).size, await query('select count(*)::int from people.holders')]).toEqual([
      1,
      [{ count: 1 }],
    ]);
  });

  it('stores holdings once each, in canonical codes, and never takes one away', async () => {
    const holdings = { housingFund: ['4307', '430700', '34'], publicSecurity: ['43'] };
    const [id] = await load([person(1, { holdings })]);
    await importHolders(
      { databaseUrl, vaultKey: secrets.vaultKey },
      [person(1, { holdings: { housingFund: ['510300'] } })],
      {
        source: 'index',
        logger,
        locatedAt: 1_800_000_000_000,
      },
    );

    const rows = await query(
      'select holder_id, department, jurisdiction, source, extract(epoch from located_at)::int as at from people.holdings order by department, jurisdiction',
    );

    expect(rows).toEqual([
      { holder_id: id, department: 'housingFund', jurisdiction: '340000', source: 'seed', at: 1_700_000_000 },
      { holder_id: id, department: 'housingFund', jurisdiction: '430700', source: 'seed', at: 1_700_000_000 },
      {
        holder_id: id,
        department: 'housingFund',
        jurisdiction: '510300',
        source: 'index',
        at: 1_800_000_000,
      },
      {
        holder_id: id,
        department: 'publicSecurity',
        jurisdiction: '430000',
        source: 'seed',
        at: 1_700_000_000,
      },
    ]);
  });

  it('leaves no number and no name readable, and nothing that tells equal names', async () => {
    await load([person(1, { name: '欧阳某某' }), person(2, { name: '欧阳某某' })]);

    const rows = await query('select holder_id, kind, number_sealed, name_sealed from people.holders');

    const bytes = Buffer.concat(rows.flatMap(Object.values).map((value) => Buffer.from(value)));
    expect(
      [simulatedNumber(1), simulatedNumber(1).slice(0, 14), '欧阳'].filter((text) => bytes.includes(text)),
    ).toEqual([]);
    expect(new Set(rows.map(({ name_sealed }) => String(name_sealed))).size).toBe(2);
  });

  it('takes a changed name without changing the id', async () => {
    const [before] = await load([person(1)]);
    const sealed = await query('select name_sealed from people.holders');
    const [after] = await load([person(1, { name: '改名' })]);

    expect(after).toBe(before);
    expect(await query('select name_sealed from people.holders')).not.toEqual(sealed);
  });

  it('never hands a subject to another holder, and stores nothing of such a run', async () => {
    const subject = { issuer: 'https://id.example', subject: 's-1' };
    await load([person(1, { subject })]);

    await expect(load([person(2), person(3, { subject })])).rejects.toThrow(
      expect.objectContaining({ code: 'CONFLICT', message: 'A subject already stands for another holder' }),
    );
    expect(await query('select count(*)::int from people.holders')).toEqual([{ count: 1 }]);
  });

  it('refuses two rows of one run that share a subject', async () => {
    const subject = { issuer: 'https://id.example', subject: 's-1' };

    await expect(load([person(1, { subject }), person(2, { subject })])).rejects.toThrow(
      expect.objectContaining({ code: 'CONFLICT' }),
    );
  });

  it.each([
    [
      'number',
      person(2, { number: '990199195502030024' }),
      'row 2, number: not a citizen number of GB 11643',
    ],
    ['name', person(2, { name: '  ' }), 'row 2, name: must not be empty'],
    [
      'place',
      person(2, { holdings: { housingFund: ['4307', '99'] } }),
      'row 2, holdings.housingFund.1: not a division code of 2, 4, 6, 9 or 12 digits',
    ],
  ])('refuses a bad %s by row and field, without quoting it', async (_, row, message) => {
    await expect(load([person(1), row])).rejects.toThrow(message);
  });

  it('accepts an empty list', async () => {
    expect(await load([])).toEqual([]);
  });

  it('stores 2,000 people with 6,000 holdings by as many statements as 20 with 60', async () => {
    const statements = vi.spyOn(pg.Client.prototype, 'query');
    onTestFinished(() => statements.mockRestore());
    const rows = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) =>
        person(from + index, {
          subject: { issuer: 'https://id.example', subject: `s-${from + index}` },
          holdings: { publicSecurity: ['43'], socialInsurance: ['34'], housingFund: ['4307'] },
        }),
      );
    await load([]);

    statements.mockClear();
    await load(rows(0, 20));
    const few = statements.mock.calls.length;
    const ids = await load(rows(20, 2_020));
    const many = statements.mock.calls.length - few;

    expect([few > 5, many]).toEqual([true, few]);
    expect([new Set(ids).size, await query('select count(*)::int from people.holdings')]).toEqual([
      2_000,
      [{ count: 6_060 }],
    ]);
  });

  it('makes nobody twice when two runs meet on an empty database', async () => {
    const rows = Array.from({ length: 50 }, (_, n) => person(n));

    const [one, other] = await Promise.all([load(rows), load(rows.toReversed())]);

    expect(other).toEqual(one.toReversed());
  });

  it('refuses a vault key that the database was not made with', async () => {
    await load([person(1)]);

    await expect(load([person(1)], Buffer.alloc(32, 9))).rejects.toThrow(
      'vaultKey is not the key that the database of people was made with',
    );
  });

  it('says in one line that the database cannot be reached, without its URL', async () => {
    const unreachable = { databaseUrl: 'postgres://u:secret@127.0.0.1:1/x', vaultKey: secrets.vaultKey };

    await expect(importHolders(unreachable, [], { source: 'seed', logger })).rejects.toThrow(
      'the database of people cannot be prepared (ECONNREFUSED)',
    );
  });
});
