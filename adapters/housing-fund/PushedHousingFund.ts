import type { z } from 'zod';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import type { Deposit } from '../../domain/housing-fund/Deposit.ts';
import type { HousingFundLoan } from '../../domain/housing-fund/HousingFundLoan.ts';
import type { HousingFundRecord } from '../../domain/housing-fund/HousingFundRecord.ts';
import type { LoanInstallment } from '../../domain/housing-fund/LoanInstallment.ts';
import type { Withdrawal } from '../../domain/housing-fund/Withdrawal.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { PushedForm } from '../inbound/PushedForm.ts';
import type { PushedReader } from '../inbound/PushedReader.ts';
import type { HousingFundRead } from './port.ts';
import { HOUSING_FUND_FORMS as FORMS } from './pushedForms.ts';
import { sliceAfter } from './sliceAfter.ts';

type Facet = keyof typeof FORMS;

/** Something pushed about one person, and when it was true. */
interface Dated<T> {
  readonly value: T;
  /** Epoch ms. */
  readonly asOf: number;
}

/** The page of somebody of whom there is nothing. */
const NOTHING = { asOf: null, nodes: [], endCursor: null } as const satisfies Page<never>;

/** Housing fund centres that tell us what they hold without being asked in the moment. */
export class PushedHousingFund implements HousingFundRead {
  readonly #reader: PushedReader;

  constructor(reader: PushedReader) {
    this.#reader = reader;
  }

  async findRecords(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (HousingFundRecord | null | TongbanError)[]> {
    const found = await this.#findAll('records', FORMS.records, holders, signal);
    return found.map((entry) =>
      isTold(entry)
        ? {
            asOf: entry.asOf,
            centerName: entry.value.centerName,
            accounts: entry.value.accounts.map((account) => ({ asOf: entry.asOf, ...account })),
          }
        : entry,
    );
  }

  async findLoans(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (readonly HousingFundLoan[] | TongbanError)[]> {
    const found = await this.#findAll('loans', FORMS.loans, holders, signal);
    return found.map((entry) =>
      isTold(entry) ? entry.value.map((loan) => ({ asOf: entry.asOf, ...loan })) : (entry ?? []),
    );
  }

  async findSchedule(
    holder: HolderIdentity,
    contractNumber: string,
    first: number,
    signal: AbortSignal,
  ): Promise<readonly LoanInstallment[]> {
    const found = await this.#findOne('schedules', FORMS.schedules, holder, signal);
    return (found?.value ?? [])
      .filter((installment) => installment.contractNumber === contractNumber)
      .slice(0, first)
      .map(({ contractNumber: _, ...installment }) => installment);
  }

  async findDeposits(
    holder: HolderIdentity,
    accountNumber: string,
    page: PageRequest,
    signal: AbortSignal,
  ): Promise<Page<Deposit>> {
    const found = await this.#findOne('deposits', FORMS.deposits, holder, signal);
    if (found === null) return NOTHING;
    const booked = found.value.filter((deposit) => deposit.accountNumber === accountNumber);
    const { nodes, endCursor } = sliceAfter(booked, page);
    return {
      asOf: found.asOf,
      nodes: nodes.map(({ serial: _, accountNumber: __, ...deposit }) => deposit),
      endCursor,
    };
  }

  async findWithdrawals(
    holder: HolderIdentity,
    page: PageRequest,
    signal: AbortSignal,
  ): Promise<Page<Withdrawal>> {
    const found = await this.#findOne('withdrawals', FORMS.withdrawals, holder, signal);
    if (found === null) return NOTHING;
    const { nodes, endCursor } = sliceAfter(found.value, page);
    return { asOf: found.asOf, nodes: nodes.map(({ serial: _, ...withdrawal }) => withdrawal), endCursor };
  }

  async #findOne<Shape extends z.ZodType>(
    facet: Facet,
    form: PushedForm<Shape>,
    holder: HolderIdentity,
    signal: AbortSignal,
  ): Promise<Dated<z.output<Shape>> | null> {
    const [entry = null] = await this.#findAll(facet, form, [holder], signal);
    if (entry instanceof TongbanError) throw entry;
    return entry;
  }

  /** Companies have no accounts of their own, and nobody is asked about them. */
  async #findAll<Shape extends z.ZodType>(
    facet: Facet,
    form: PushedForm<Shape>,
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (Dated<z.output<Shape>> | null | TongbanError)[]> {
    const persons = holders.filter(({ kind }) => kind === 'NATURAL_PERSON');
    if (persons.length === 0) return holders.map(() => null);
    const toDomain = (value: z.output<Shape>, asOf: number) => ({ value, asOf });
    const found = await this.#reader.find({ facet, holders: persons, form, toDomain }, signal);
    const entries = found.values();
    return holders.map(({ kind }) => (kind === 'NATURAL_PERSON' ? (entries.next().value ?? null) : null));
  }
}

function isTold<T>(entry: Dated<T> | null | TongbanError): entry is Dated<T> {
  return entry !== null && !(entry instanceof TongbanError);
}
