import { z } from 'zod';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import type { Deposit } from '../../../domain/housing-fund/Deposit.ts';
import type { HousingFundLoan } from '../../../domain/housing-fund/HousingFundLoan.ts';
import type { HousingFundRecord } from '../../../domain/housing-fund/HousingFundRecord.ts';
import type { LoanInstallment } from '../../../domain/housing-fund/LoanInstallment.ts';
import type { Withdrawal } from '../../../domain/housing-fund/Withdrawal.ts';
import type { Page, PageRequest } from '../../../domain/page.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { expectNewestFirst } from '../expectNewestFirst.ts';
import type { NaturalPerson } from '../NaturalPerson.ts';
import type { PushedHousingFund } from '../PushedHousingFund.ts';
import type { HousingFundRead } from '../port.ts';
import { readEntries } from '../readEntries.ts';
import { toWithdrawal } from '../toWithdrawal.ts';
import type { AskNode } from './AskNode.ts';
import type { BatchReader } from './BatchReader.ts';
import type { NodeTransaction } from './nodeOperations.ts';
import type { AmountUnit } from './options.ts';
import { type PersonReading, readPersonRows } from './readPersonRows.ts';
import { toDeposit } from './toDeposit.ts';
import { toLoans } from './toLoans.ts';
import { toRecord } from './toRecord.ts';
import { depositRow, installmentRow, withdrawalRow } from './wire.ts';

/** 每页条数, at most. */
const LARGEST_PAGE = 100;
/** The page of a company, which nobody is asked about. */
const NOTHING = { asOf: null, nodes: [], endCursor: null } as const satisfies Page<never>;

export interface SettlementNodeHousingFundOptions {
  readonly jurisdiction: DivisionCode;
  readonly ask: AskNode;
  readonly batches: BatchReader;
  /** What the hub has sent us in answer to files that it put off. */
  readonly pushed: PushedHousingFund;
  readonly unit: AmountUnit;
}

/** A query about one person. */
interface PersonQuery<Shape extends z.ZodType> extends Omit<PersonReading<Shape>, 'jurisdiction'> {
  readonly transaction: NodeTransaction;
  readonly body: Readonly<Record<string, string>>;
}

/** Housing fund centres behind a settlement hub. */
export class SettlementNodeHousingFund implements HousingFundRead {
  readonly #options: SettlementNodeHousingFundOptions;

  constructor(options: SettlementNodeHousingFundOptions) {
    this.#options = options;
  }

  async findRecords(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (HousingFundRecord | null | Error)[]> {
    const { batches, pushed, unit, jurisdiction } = this.#options;
    return batches.find(
      {
        facet: 'records',
        holders,
        none: null,
        askOne: async (person, callSignal) => {
          const query = {
            transaction: 'GJJC01',
            body: {},
            shape: z.unknown(),
          } as const;
          const { rows, asOf, centerName } = await this.#askAbout({ ...query, person }, callSignal);
          return toRecord(rows, { unit, asOf, centerName, jurisdiction });
        },
        toDomain: toRecord,
        findTold: (persons, callSignal) => pushed.findRecords(persons, callSignal),
      },
      signal,
    );
  }

  async findLoans(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (readonly HousingFundLoan[] | Error)[]> {
    const { batches, pushed, unit, jurisdiction } = this.#options;
    return batches.find<readonly HousingFundLoan[]>(
      {
        facet: 'loans',
        holders,
        none: [],
        askOne: async (person, callSignal) => {
          const query = {
            transaction: 'GJJC02',
            body: {},
            shape: z.unknown(),
          } as const;
          const { rows, asOf } = await this.#askAbout({ ...query, person }, callSignal);
          return toLoans(rows, { unit, asOf, jurisdiction });
        },
        toDomain: toLoans,
        findTold: (persons, callSignal) => pushed.findLoans(persons, callSignal),
      },
      signal,
    );
  }

  async findSchedule(
    holder: HolderIdentity,
    contractNumber: string,
    first: number,
    signal: AbortSignal,
  ): Promise<readonly LoanInstallment[]> {
    if (holder.kind !== 'NATURAL_PERSON') return [];
    const { unit, jurisdiction } = this.#options;
    const { rows } = await this.#askAbout(
      {
        transaction: 'GJJC03',
        body: { JKHTBH: contractNumber, KSQC: '', QS: String(first) },
        person: holder,
        shape: installmentRow(unit),
        subject: { element: 'JKHTBH', number: contractNumber },
      },
      signal,
    );
    const isAscending = rows.every(({ QC }, index) => index === 0 || QC > (rows[index - 1]?.QC ?? 0));
    if (rows.length > first || !isAscending)
      throw badResponse(jurisdiction, 'gave more instalments than asked for, or not in order');
    return rows.map(({ QC, YHRQ, YHBJ, YHLX }) => ({
      number: QC,
      dueOn: YHRQ,
      principalFen: YHBJ,
      interestFen: YHLX,
    }));
  }

  async findDeposits(
    holder: HolderIdentity,
    accountNumber: string,
    page: PageRequest,
    signal: AbortSignal,
  ): Promise<Page<Deposit>> {
    if (holder.kind !== 'NATURAL_PERSON') return NOTHING;
    const { unit } = this.#options;
    const { asOf, rows, endCursor } = await this.#readList(page, (YM, MYTS) =>
      this.#askAbout(
        {
          transaction: 'GJJC04',
          body: { GRZH: accountNumber, FSFX: '1', YM, MYTS },
          person: holder,
          shape: depositRow(unit),
          subject: { element: 'GRZH', number: accountNumber },
          isPage: true,
        },
        signal,
      ),
    );
    this.#expectInOrder(rows.map(({ JZRQ }) => JZRQ));
    return { asOf, nodes: rows.map(toDeposit).filter((deposit) => deposit !== null), endCursor };
  }

  async findWithdrawals(
    holder: HolderIdentity,
    page: PageRequest,
    signal: AbortSignal,
  ): Promise<Page<Withdrawal>> {
    if (holder.kind !== 'NATURAL_PERSON') return NOTHING;
    const { unit } = this.#options;
    const { asOf, rows, endCursor } = await this.#readList(page, (YM, MYTS) =>
      this.#askAbout(
        {
          transaction: 'GJJC05',
          body: { YM, MYTS },
          person: holder,
          shape: withdrawalRow(unit),
          isPage: true,
        },
        signal,
      ),
    );
    this.#expectInOrder(rows.map(({ TQRQ }) => TQRQ));
    return { asOf, nodes: rows.map(toWithdrawal), endCursor };
  }

  #expectInOrder(days: Parameters<typeof expectNewestFirst>[0]): void {
    expectNewestFirst(days, this.#options.jurisdiction);
  }

  #readList<Row extends { readonly YWLSH: string }>(
    page: PageRequest,
    fetch: (number: string, size: string) => ReturnType<Parameters<typeof readEntries<Row>>[0]['fetchPage']>,
  ) {
    return readEntries<Row>({
      page,
      largestPage: LARGEST_PAGE,
      jurisdiction: this.#options.jurisdiction,
      fetchPage: (number, size) => fetch(String(number), String(size)),
    });
  }

  async #askAbout<Shape extends z.ZodType>(query: PersonQuery<Shape>, signal: AbortSignal) {
    const { ask, jurisdiction } = this.#options;
    const { transaction, body, ...reading } = query;
    const answer = await ask({ transaction, customer: customerOf(reading.person), body, lines: [] }, signal);
    if (answer.kind !== 'DONE') throw badResponse(jurisdiction, 'put off the answer about one person');
    return readPersonRows(answer.body, { ...reading, jurisdiction });
  }
}

function customerOf({ number }: NaturalPerson): string {
  return number;
}
