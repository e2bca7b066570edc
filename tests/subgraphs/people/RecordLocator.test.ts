import { pino } from 'pino';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { IndexedPlace, RecordIndexPort } from '../../../adapters/record-index/port.ts';
import type { Department } from '../../../domain/department.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Holder } from '../../../subgraphs/people/Holder.ts';
import { HolderVault } from '../../../subgraphs/people/HolderVault.ts';
import { RecordLocator } from '../../../subgraphs/people/RecordLocator.ts';
import { HolderStore } from '../../../subgraphs/people/storage/HolderStore.ts';
import { openDatabase } from '../../../subgraphs/people/storage/openDatabase.ts';
import { PlaceStore } from '../../../subgraphs/people/storage/PlaceStore.ts';
import { queryDatabase } from './queryDatabase.ts';
import { secrets } from './secrets.ts';
import { withPeople } from './withPeople.ts';

const people = withPeople();
const vault = new HolderVault(secrets.vaultKey);
const { signal } = new AbortController();
const IMPORTED_AT = Date.UTC(2024, 0, 2, 3, 4, 5);
const DAY_MS = 86_400_000;

let now = Date.UTC(2026, 10, 26);
beforeEach(async () => {
  now = Date.UTC(2026, 10, 26);
  // The tables are made by the first start.
  await people.start();
});

const findPlaces = vi.fn<RecordIndexPort['findPlaces']>();
const failures: unknown[] = [];

function createLocator(hasIndex = true) {
  failures.length = 0;
  findPlaces.mockReset();
  const database = openDatabase(people.databaseUrl(), pino({ level: 'silent' }));
  onTestFinished(() => database.destroy());
  const store = new PlaceStore(database);
  const locator = new RecordLocator({
    store,
    vault,
    index: hasIndex
      ? {
          port: { findPlaces },
          refreshAfterMs: DAY_MS,
          timeoutMs: 500,
          onFailure: (error) => failures.push(error),
        }
      : null,
    now: () => now,
  });
  const findHolders = async (): Promise<readonly Holder[]> => {
    const found = await new HolderStore(database).findHolders(people.ids);
    return people.ids.flatMap((id) => found.filter((holder) => holder.id === id));
  };
  return { store, locator, findHolders };
}

const indexed = (department: Department, code: string, asOf = now): IndexedPlace => ({
  department,
  jurisdiction: parseDivisionCode(code),
  asOf,
});

/** Department, code and sources of every place, for short. */
const summary = ({ places }: { readonly places: readonly object[] }) =>
  places.map((place) => {
    const { department, jurisdiction, statements } = place as {
      department: string;
      jurisdiction: string;
      statements: readonly { source: string; statedAt: number }[];
    };
    return [department, jurisdiction, ...statements.map(({ source, statedAt }) => [source, statedAt])];
  });

const FUND_OF_COMPANY = ['housingFund', '340000', ['IMPORTED', IMPORTED_AT]];

describe('the record locator', () => {
  it('asks the index once about each holder and remembers its word beside the others', async () => {
    const { locator, findHolders } = createLocator();
    const holders = await findHolders();
    findPlaces.mockResolvedValue([
      [indexed('housingFund', '430700'), indexed('publicSecurity', '330000')],
      [indexed('publicSecurity', '110000')],
    ]);

    const first = await locator.locate(holders, signal);
    now += DAY_MS - 1;
    const second = await locator.locate(holders, signal);

    const checkedAt = Date.UTC(2026, 10, 26);
    const INDEX = ['INDEX', checkedAt];
    const IMPORTED = ['IMPORTED', IMPORTED_AT];
    expect(first.map(summary).map((places) => places.toSorted())).toEqual([
      [
        ['housingFund', '340000', IMPORTED],
        ['housingFund', '430700', INDEX, IMPORTED],
        ['housingFund', '510300', IMPORTED],
        ['publicSecurity', '330000', INDEX],
        ['publicSecurity', '340000', IMPORTED],
        ['publicSecurity', '430000', IMPORTED],
        ['socialInsurance', '430000', IMPORTED],
      ],
      [FUND_OF_COMPANY, ['publicSecurity', '110000', INDEX]],
    ]);
    expect(first.map(({ index }) => index)).toEqual([
      { state: 'CURRENT', checkedAt },
      { state: 'CURRENT', checkedAt },
    ]);
    expect(second).toEqual(first);
    expect(findPlaces.mock.calls.map(([asked]) => asked)).toEqual([
      [
        { kind: 'NATURAL_PERSON', number: people.number, name: '欧阳某' },
        { kind: 'LEGAL_PERSON', number: '91990199MA00000000', name: '某某有限公司' },
      ],
    ]);
  });

  it('forgets what the index does not name any more, and nothing that others said', async () => {
    const { locator, findHolders } = createLocator();
    const [, company] = await findHolders();
    if (company === undefined) throw new Error('no company');
    findPlaces.mockResolvedValueOnce([
      [indexed('housingFund', '340000'), indexed('publicSecurity', '110000')],
    ]);
    await locator.locate([company], signal);
    now += DAY_MS;
    findPlaces.mockResolvedValueOnce([[indexed('publicSecurity', '120000')]]);

    const [after] = await locator.locate([company], signal);

    expect(after && summary(after)).toEqual([['publicSecurity', '120000', ['INDEX', now]], FUND_OF_COMPANY]);
  });

  it('leaves the known places usable while the index is away, and says how old its word is', async () => {
    const { locator, findHolders } = createLocator();
    const [, company] = await findHolders();
    if (company === undefined) throw new Error('no company');
    const away = new TongbanError('JURISDICTION_UNAVAILABLE', 'away');
    findPlaces.mockRejectedValue(away);

    const [never] = await locator.locate([company], signal);
    now += 10_000;
    findPlaces.mockResolvedValueOnce([[indexed('publicSecurity', '110000')]]);
    const checkedAt = now;
    await locator.locate([company], signal);
    now += 3 * DAY_MS;
    const [stale] = await locator.locate([company], signal);

    expect(never).toMatchObject({ index: { state: 'NEVER_ASKED', checkedAt: null } });
    expect(never && summary(never)).toEqual([FUND_OF_COMPANY]);
    expect(stale).toMatchObject({ index: { state: 'STALE', checkedAt } });
    expect(stale && summary(stale)).toEqual([
      ['publicSecurity', '110000', ['INDEX', checkedAt]],
      FUND_OF_COMPANY,
    ]);
    expect(failures).toEqual([away, away]);
  });

  it('does not ask again for 10 s about somebody about whom the index failed', async () => {
    const { locator, findHolders } = createLocator();
    const holders = await findHolders();
    const away = new TongbanError('JURISDICTION_UNAVAILABLE', 'away');
    findPlaces.mockResolvedValueOnce([away, [indexed('publicSecurity', '110000')]]);
    await locator.locate(holders, signal);
    now += 9_999;
    const [resting] = await locator.locate(holders, signal);
    const before = findPlaces.mock.calls.length;
    now += 1;
    findPlaces.mockResolvedValueOnce([[]]);
    const [again] = await locator.locate(holders, signal);

    expect([before, findPlaces.mock.calls.length]).toEqual([1, 2]);
    expect([resting?.index.state, again?.index.state]).toEqual(['NEVER_ASKED', 'CURRENT']);
  });

  it('asks again about somebody about whom the index failed where the clock is set back meanwhile', async () => {
    const { locator, findHolders } = createLocator();
    const [, company] = await findHolders();
    if (company === undefined) throw new Error('no company');
    findPlaces.mockRejectedValueOnce(new TongbanError('JURISDICTION_UNAVAILABLE', 'away'));
    await locator.locate([company], signal);

    now -= 3_600_000;
    findPlaces.mockResolvedValueOnce([[]]);
    const [asked] = await locator.locate([company], signal);

    expect(asked).toMatchObject({ index: { state: 'CURRENT', checkedAt: now } });
  });

  it('answers from what it heard while its database takes nothing', async () => {
    const { pathname } = new URL(people.databaseUrl());
    await queryDatabase(
      people.databaseUrl(),
      `alter database ${pathname.slice(1)} set default_transaction_read_only = on`,
    );
    const { locator, findHolders } = createLocator();
    const [, company] = await findHolders();
    if (company === undefined) throw new Error('no company');
    findPlaces.mockResolvedValueOnce([
      [indexed('publicSecurity', '110000'), indexed('housingFund', '340000')],
    ]);

    const [located] = await locator.locate([company], signal);

    expect(located?.index).toEqual({ state: 'CURRENT', checkedAt: now });
    expect(located && summary(located)).toEqual([
      ['publicSecurity', '110000', ['INDEX', now]],
      ['housingFund', '340000', ['INDEX', now], ['IMPORTED', IMPORTED_AT]],
    ]);
    const cause = expect.objectContaining({ code: '25006' });
    expect(failures).toEqual([expect.objectContaining({ cause })]);
  });

  it('lets an older answer that comes later change nothing', async () => {
    const { store, locator, findHolders } = createLocator();
    const [, company] = await findHolders();
    if (company === undefined) throw new Error('no company');
    const said = (...codes: string[]) => [
      { holderId: company.id, places: codes.map((code) => indexed('publicSecurity', code)) },
    ];
    await store.recordIndex(said('110000'), now - 1_000, now);
    await store.recordIndex(said('120000'), now - 2_000, now);

    const [located] = await locator.locate([company], signal);

    expect(located?.index).toEqual({ state: 'CURRENT', checkedAt: now - 1_000 });
    expect(located && summary(located)).toEqual([
      ['publicSecurity', '110000', ['INDEX', now - 1_000]],
      FUND_OF_COMPANY,
    ]);
  });

  it('asks about somebody whose last check lies in the future, and believes the answer', async () => {
    const { store, locator, findHolders } = createLocator();
    const [, company] = await findHolders();
    if (company === undefined) throw new Error('no company');
    const places = [indexed('publicSecurity', '110000')];
    await store.recordIndex([{ holderId: company.id, places }], now + 3_650 * DAY_MS, now);
    findPlaces.mockResolvedValueOnce([[indexed('publicSecurity', '120000')]]);

    const [located] = await locator.locate([company], signal);

    expect(located?.index).toEqual({ state: 'CURRENT', checkedAt: now });
    expect(located && summary(located)).toEqual([
      ['publicSecurity', '120000', ['INDEX', now]],
      FUND_OF_COMPANY,
    ]);
  });

  it('keeps what concerns one holder from the others', async () => {
    const { locator, findHolders } = createLocator();
    const mismatch = new TongbanError('IDENTITY_MISMATCH', 'somebody else');
    findPlaces.mockResolvedValue([mismatch, [indexed('publicSecurity', '110000')]]);

    const located = await locator.locate(await findHolders(), signal);

    expect(located.map(({ index }) => index.state)).toEqual(['NEVER_ASKED', 'CURRENT']);
    expect(failures).toEqual([mismatch]);
  });

  it('waits for a silent index no longer than it may', async () => {
    const { locator, findHolders } = createLocator();
    findPlaces.mockImplementation(
      (_, abort) =>
        new Promise((_resolve, reject) => {
          abort.addEventListener('abort', () => reject(abort.reason));
        }),
    );

    const [person] = await locator.locate(await findHolders(), signal);

    expect(person?.index).toEqual({ state: 'NEVER_ASKED', checkedAt: null });
    expect(failures).toEqual([expect.objectContaining({ name: 'TimeoutError' })]);
  });

  it('ends when its caller goes', async () => {
    const { locator, findHolders } = createLocator();
    const gone = new AbortController();
    const holders = await findHolders();
    findPlaces.mockImplementation(async (_, abort) => {
      gone.abort(new Error('gone'));
      throw abort.reason;
    });

    await expect(locator.locate(holders, gone.signal)).rejects.toThrow('gone');
    expect(failures).toEqual([]);
  });

  it('stores one word of two crossing answers', async () => {
    const { locator, findHolders } = createLocator();
    const holders = await findHolders();
    findPlaces.mockResolvedValue([[indexed('publicSecurity', '330000')], []]);

    const crossing = await Promise.all(Array.from({ length: 6 }, () => locator.locate(holders, signal)));

    for (const located of crossing) expect(located).toEqual(crossing[0]);
  });
});
