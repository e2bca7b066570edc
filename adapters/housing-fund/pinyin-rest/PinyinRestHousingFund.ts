import type { z } from 'zod';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import type { Deposit } from '../../../domain/housing-fund/Deposit.ts';
import type { HousingFundLoan } from '../../../domain/housing-fund/HousingFundLoan.ts';
import type { HousingFundRecord } from '../../../domain/housing-fund/HousingFundRecord.ts';
import type { LoanInstallment } from '../../../domain/housing-fund/LoanInstallment.ts';
import type { Withdrawal } from '../../../domain/housing-fund/Withdrawal.ts';
import type { Page, PageRequest } from '../../../domain/page.ts';
import type { GuardedSystem } from '../../transport/GuardedSystem.ts';
import { CODE_TABLES } from '../codeTables.ts';
import { expectNewestFirst } from '../expectNewestFirst.ts';
import type { NaturalPerson } from '../NaturalPerson.ts';
import type { HousingFundRead } from '../port.ts';
import { readEntries } from '../readEntries.ts';
import { toWithdrawal } from '../toWithdrawal.ts';
import { askInBatches } from './askInBatches.ts';
import type { RatioUnit } from './options.ts';
import type { InterfaceCall, PinyinRestClient } from './PinyinRestClient.ts';
import { readEntryPage } from './readEntryPage.ts';
import { readInstallments } from './readInstallments.ts';
import { readLoans } from './readLoans.ts';
import { readPersonRows } from './readPersonRows.ts';
import { readRecord } from './readRecord.ts';
import { toDeposit } from './toDeposit.ts';
import { toLoanInstallment } from './toLoanInstallment.ts';
import { batchAnswer, depositRow, installmentRow, personAnswer, withdrawalRow } from './wire.ts';

/** 每页条数, at most. */
const LARGEST_PAGE = 50;
/** 身份证, the only 证件类型. */
const CITIZEN_NUMBER = '01';
/** The page of a company, which nobody is asked about. */
const NOTHING = { asOf: null, nodes: [], endCursor: null } as const satisfies Page<never>;

export interface PinyinRestHousingFundOptions {
  readonly jurisdiction: DivisionCode;
  readonly client: PinyinRestClient;
  readonly system: GuardedSystem;
  readonly ratioUnit: RatioUnit;
}

/** Housing fund centres that speak the pinyin REST dialect. */
export class PinyinRestHousingFund implements HousingFundRead {
  readonly #options: PinyinRestHousingFundOptions;

  constructor(options: PinyinRestHousingFundOptions) {
    this.#options = options;
  }

  async findRecords(holders: readonly HolderIdentity[], signal: AbortSignal) {
    const { ratioUnit, jurisdiction } = this.#options;
    return askInBatches<HousingFundRecord | null>(
      {
        holders,
        ask: (persons, batchSignal) =>
          this.#ask(
            'findRecords',
            { path: '/grzh/query', payload: toBatchBody(persons), shape: batchAnswer },
            batchSignal,
          ),
        read: (about, answer) => readRecord(about, { answer, ratioUnit, jurisdiction }),
        none: null,
      },
      signal,
    );
  }

  async findLoans(holders: readonly HolderIdentity[], signal: AbortSignal) {
    const { jurisdiction } = this.#options;
    return askInBatches<readonly HousingFundLoan[]>(
      {
        holders,
        ask: (persons, batchSignal) =>
          this.#ask(
            'findLoans',
            { path: '/dkxx/query', payload: toBatchBody(persons), shape: batchAnswer },
            batchSignal,
          ),
        read: (about, answer) => readLoans(about, { answer, jurisdiction }),
        none: [],
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
    const { jurisdiction } = this.#options;
    const rows = await readInstallments({
      first,
      jurisdiction,
      fetchPart: async (from, count) => {
        const payload = {
          ZJHM: holder.number,
          JKHTBH: contractNumber,
          KSQC: String(from ?? ''),
          QS: String(count),
        };
        const call = { path: '/hkjh/query', payload, shape: personAnswer };
        const answer = await this.#ask('findSchedule', call, signal);
        const subject = { key: 'JKHTBH', number: contractNumber } as const;
        return readPersonRows(answer, { person: holder, shape: installmentRow, subject, jurisdiction });
      },
    });
    return rows.map(toLoanInstallment);
  }

  async findDeposits(
    holder: HolderIdentity,
    accountNumber: string,
    page: PageRequest,
    signal: AbortSignal,
  ): Promise<Page<Deposit>> {
    if (holder.kind !== 'NATURAL_PERSON') return NOTHING;
    const { jurisdiction } = this.#options;
    const { asOf, rows, endCursor } = await readEntries({
      page,
      jurisdiction,
      largestPage: LARGEST_PAGE,
      fetchPage: async (number, size) => {
        const payload = {
          ZJHM: holder.number,
          GRZH: accountNumber,
          YWLX: Object.keys(CODE_TABLES.depositKinds).toSorted(),
          YM: String(number),
          MYTS: String(size),
        };
        const call = { path: '/jcmx/query', payload, shape: personAnswer };
        const answer = await this.#ask('findDeposits', call, signal);
        const subject = { key: 'GRZH', number: accountNumber } as const;
        return readEntryPage(answer, { person: holder, shape: depositRow, subject, jurisdiction });
      },
    });
    expectNewestFirst(
      rows.map(({ JZRQ }) => JZRQ),
      jurisdiction,
    );
    return { asOf, nodes: rows.map(toDeposit).filter((deposit) => deposit !== null), endCursor };
  }

  async findWithdrawals(
    holder: HolderIdentity,
    page: PageRequest,
    signal: AbortSignal,
  ): Promise<Page<Withdrawal>> {
    if (holder.kind !== 'NATURAL_PERSON') return NOTHING;
    const { jurisdiction } = this.#options;
    const { asOf, rows, endCursor } = await readEntries({
      page,
      jurisdiction,
      largestPage: LARGEST_PAGE,
      fetchPage: async (number, size) => {
        const payload = { ZJHM: holder.number, YM: String(number), MYTS: String(size) };
        const call = { path: '/tqmx/query', payload, shape: personAnswer };
        const answer = await this.#ask('findWithdrawals', call, signal);
        return readEntryPage(answer, { person: holder, shape: withdrawalRow, jurisdiction });
      },
    });
    expectNewestFirst(
      rows.map(({ TQRQ }) => TQRQ),
      jurisdiction,
    );
    return { asOf, nodes: rows.map(toWithdrawal), endCursor };
  }

  /** @param operation - names the breaker. */
  async #ask<Shape extends z.ZodType>(
    operation: keyof HousingFundRead,
    call: InterfaceCall<Shape>,
    signal: AbortSignal,
  ): Promise<z.output<Shape>> {
    const { client, system } = this.#options;
    return system.read(operation, (callSignal) => client.ask(call, callSignal), signal);
  }
}

function toBatchBody(persons: readonly NaturalPerson[]) {
  return { RYLB: persons.map(({ number }) => ({ ZJLX: CITIZEN_NUMBER, ZJHM: number })) };
}
