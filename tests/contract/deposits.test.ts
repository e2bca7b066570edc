import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectHousingFund } from '../../adapters/connect.ts';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import { withPostgres } from '../support/withPostgres.ts';
import { ContractSandbox } from './support/ContractSandbox.ts';
import { createResources } from './support/createResources.ts';
import { holderOf } from './support/holderOf.ts';
import { idOf } from './support/idOf.ts';
import { peopleOf } from './support/peopleOf.ts';
import { theWorld } from './support/theWorld.ts';
import { isTold } from './support/toldDialects.ts';

const PLACES = [
  ['pinyin-rest', '430700'],
  ['pinyin-rest', '230000'],
  ['exchange-table of housing-fund', '360000'],
  ['file-drop of housing-fund', '640000'],
] as const;

const postgres = withPostgres();
const { signal } = new AbortController();
let sandbox: ContractSandbox;
beforeAll(async () => {
  sandbox = await ContractSandbox.start(
    PLACES.map(([dialect, place]) => idOf(dialect, place)),
    postgres,
  );
});
afterAll(() => sandbox.close());

describe.each(PLACES)('the books of %s at %s', (dialect, jurisdiction) => {
  beforeAll(async () => {
    if (isTold(dialect)) await sandbox.tell(dialect, jurisdiction);
  });
  const files = peopleOf(dialect, jurisdiction).flatMap(
    ({ number }) => theWorld.findHousingFundFile(jurisdiction, number) ?? [],
  );
  const several = files.filter(({ accounts }) => accounts.length > 1).slice(0, 6);
  const single = files.filter(({ accounts }) => accounts.length === 1).slice(0, 6);

  it('balance: what came in, less what was withdrawn and what moved to another account', async () => {
    expect(several).not.toHaveLength(0);
    const kinds = new Set<string>();
    for (const file of [...several, ...single]) {
      const holder = holderOf(file.holder);
      const { accounts, withdrawals } = await booksOf(holder);

      expect(accounts).toHaveLength(file.accounts.length);
      for (const { number, balanceFen, deposits } of accounts) {
        const moved = file.accounts.find((account) => account.number === number)?.transferredOutFen ?? 0n;
        const paidOut = withdrawals.filter(({ accountNumber }) => accountNumber === number);
        expect(sumFen(deposits) - sumFen(paidOut) - moved).toBe(balanceFen);
        for (const { kind } of deposits) kinds.add(kind);
      }
    }

    expect(kinds).toEqual(new Set(['REGULAR', 'BACK_PAYMENT', 'TRANSFER_IN', 'INTEREST', 'OTHER']));
  });

  it('show no account to anybody but its holder', async () => {
    const [one, other] = single;
    const number = other?.accounts[0]?.number;
    if (one === undefined || number === undefined) throw new Error('too few people');
    const read = connect();

    const page = await read.findDeposits(holderOf(one.holder), number, { first: 5, after: null }, signal);
    expect(page).toMatchObject({ nodes: [], endCursor: null });
  });

  async function booksOf(holder: HolderIdentity) {
    const read = connect();
    const [record] = await read.findRecords([holder], signal);
    if (record === undefined || record === null || record instanceof Error) throw new Error('no record');
    const accounts = [];
    for (const { accountNumber: number, balanceFen } of record.accounts) {
      const deposits = await all((page) => read.findDeposits(holder, number, page, signal));
      accounts.push({ number, balanceFen, deposits });
    }
    return { accounts, withdrawals: await all((page) => read.findWithdrawals(holder, page, signal)) };
  }

  const connect = () =>
    connectHousingFund(
      sandbox.place(idOf(dialect, jurisdiction)),
      createResources({ store: sandbox.store(idOf(dialect, jurisdiction)) }),
    ).read;
});

async function all<T>(ask: (page: PageRequest) => Promise<Page<T>>): Promise<readonly T[]> {
  const nodes: T[] = [];
  let after: string | null = null;
  do {
    const page: Page<T> = await ask({ first: 100, after });
    nodes.push(...page.nodes);
    after = page.endCursor;
  } while (after !== null);
  return nodes;
}

const sumFen = (entries: readonly { readonly amountFen: bigint }[]): bigint =>
  entries.reduce((sum, { amountFen }) => sum + amountFen, 0n);
