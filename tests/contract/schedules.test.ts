import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectHousingFund } from '../../adapters/connect.ts';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import type { FundLoan } from '../../sandbox/world/HousingFundFile.ts';
import { withPostgres } from '../support/withPostgres.ts';
import { ContractSandbox } from './support/ContractSandbox.ts';
import { createResources } from './support/createResources.ts';
import { holderOf } from './support/holderOf.ts';
import { idOf } from './support/idOf.ts';
import { peopleOf } from './support/peopleOf.ts';
import { strangers } from './support/strangers.ts';
import { theWorld } from './support/theWorld.ts';
import { isTold } from './support/toldDialects.ts';
import { housingFundTruth } from './truth/housingFundTruth.ts';

const PLACES = [
  ['pinyin-rest', '430700'],
  ['pinyin-rest', '440900'],
  ['pinyin-rest', '120000'],
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

describe.each(PLACES)('repayment schedules by %s at %s', (dialect, jurisdiction) => {
  beforeAll(async () => {
    if (!isTold(dialect)) return;
    await sandbox.tell(dialect, jurisdiction);
    await sandbox.acquaint(dialect, jurisdiction, strangers(1));
  });
  const debtors = peopleOf(dialect, jurisdiction).flatMap((person) => {
    const [loan] = theWorld.findHousingFundFile(jurisdiction, person.number)?.loans ?? [];
    return loan === undefined ? [] : [{ holder: holderOf(person), loan }];
  });
  const { holder, loan } = longest(debtors);

  it.each([1, 12, 119, 120, 121, 360])('give the next %i instalments', async (first) => {
    const schedule = await find(holder, loan.contractNumber, first);

    expect(schedule).toEqual(housingFundTruth.findSchedule(loan).slice(0, first));
  });

  it('add up to what is owed', async () => {
    const schedule = await find(holder, loan.contractNumber, 360);

    const owed = schedule.reduce((sum, { principalFen }) => sum + principalFen, 0n);
    expect(owed).toBe(loan.outstandingFen);
  });

  it('are the loans of everybody who has one', async () => {
    for (const debtor of debtors.slice(0, 8)) {
      const schedule = await find(debtor.holder, debtor.loan.contractNumber, 24);

      expect(schedule).toEqual(housingFundTruth.findSchedule(debtor.loan).slice(0, 24));
    }
  });

  it('are empty for a contract of somebody else, or of nobody, and for people unknown', async () => {
    const other = debtors.find((debtor) => debtor.loan !== loan)?.loan.contractNumber ?? '';
    const [stranger] = strangers(1);
    const company = theWorld.holders.find(({ kind }) => kind === 'company');
    if (stranger === undefined || company === undefined) throw new Error('nobody to ask about');

    expect(await find(holder, other, 12)).toEqual([]);
    expect(await find(holder, '0000JK0000000000', 12)).toEqual([]);
    expect(await find(stranger, loan.contractNumber, 12)).toEqual([]);
    expect(await find(holderOf(company), loan.contractNumber, 12)).toEqual([]);
  });

  function find(of: HolderIdentity, contractNumber: string, first: number) {
    const { read } = connectHousingFund(
      sandbox.place(idOf(dialect, jurisdiction)),
      createResources({ store: sandbox.store(idOf(dialect, jurisdiction)) }),
    );
    return read.findSchedule(of, contractNumber, first, signal);
  }
});

function longest(debtors: readonly { readonly holder: HolderIdentity; readonly loan: FundLoan }[]) {
  const [first] = debtors.toSorted((one, other) => other.loan.schedule.length - one.loan.schedule.length);
  if (first === undefined || first.loan.schedule.length < 121) throw new Error('no loan is long enough');
  return first;
}
