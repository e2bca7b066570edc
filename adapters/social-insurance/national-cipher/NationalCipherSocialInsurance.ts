import type { z } from 'zod';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import type { Page, PageRequest } from '../../../domain/page.ts';
import type { Benefit } from '../../../domain/social-insurance/Benefit.ts';
import type { Contribution } from '../../../domain/social-insurance/Contribution.ts';
import type { InsuredPerson } from '../../../domain/social-insurance/InsuredPerson.ts';
import type { GuardedSystem } from '../../transport/GuardedSystem.ts';
import { askEach } from '../askEach.ts';
import { atMostOne } from '../atMostOne.ts';
import { inOrderOfStart } from '../inOrderOfStart.ts';
import { inSchemeOrder } from '../inSchemeOrder.ts';
import { parseContributionCursor } from '../parseContributionCursor.ts';
import type { ContributionFilter, SocialInsuranceRead } from '../port.ts';
import { ContributionReader } from './ContributionReader.ts';
import { concernsPerson } from './concernsPerson.ts';
import type { NationalCipherClient, ServiceAnswer, ServiceCall } from './NationalCipherClient.ts';
import { readRows } from './readRows.ts';
import type { Service } from './service.ts';
import { toBenefit } from './toBenefit.ts';
import { toEligibilityCheck } from './toEligibilityCheck.ts';
import { toEnrollment } from './toEnrollment.ts';
import { toPensionAccount } from './toPensionAccount.ts';
import { toSocialSecurityCard } from './toSocialSecurityCard.ts';
import { benefitRow, cardRow, eligibilityRow, enrollmentRow, pensionAccountRow } from './wire.ts';

export interface NationalCipherSocialInsuranceOptions {
  readonly jurisdiction: DivisionCode;
  readonly client: NationalCipherClient;
  readonly system: GuardedSystem;
  /** Number of the first page. */
  readonly firstPage: number;
}

/** One of the services that give all rows about a person, and how to understand it. */
interface Lookup<Shape extends z.ZodType, T> {
  readonly service: Service;
  /** Names the breaker. */
  readonly operation: keyof SocialInsuranceRead;
  readonly shape: Shape;
  /** The entry of somebody who is not on file. */
  readonly none: T;
  readonly toDomain: (rows: readonly z.output<Shape>[], asOf: number) => T;
}

/** Social insurance systems behind a gateway of the national ciphers. */
export class NationalCipherSocialInsurance implements SocialInsuranceRead {
  readonly #options: NationalCipherSocialInsuranceOptions;
  readonly #contributions: ContributionReader;

  constructor(options: NationalCipherSocialInsuranceOptions) {
    const { jurisdiction, firstPage } = options;
    this.#options = options;
    this.#contributions = new ContributionReader({
      jurisdiction,
      firstPage,
      ask: (business, signal) => this.#ask('findContributions', { service: 'SBC202', business }, signal),
    });
  }

  async findInsuredPersons(holders: readonly HolderIdentity[], signal: AbortSignal) {
    return this.#findEach<typeof enrollmentRow, InsuredPerson | null>(
      {
        service: 'SBC201',
        operation: 'findInsuredPersons',
        shape: enrollmentRow,
        none: null,
        toDomain: (rows, asOf) => ({ asOf, enrollments: inSchemeOrder(rows.map(toEnrollment)) }),
      },
      holders,
      signal,
    );
  }

  async findContributions(
    holder: HolderIdentity,
    filter: ContributionFilter,
    { first, after }: PageRequest,
    signal: AbortSignal,
  ): Promise<Page<Contribution>> {
    const start = parseContributionCursor(after, filter);
    if (holder.kind !== 'NATURAL_PERSON') return { asOf: null, nodes: [], endCursor: null };
    return this.#contributions.read({ person: holder, filter, start, first }, signal);
  }

  async findPensionAccounts(holders: readonly HolderIdentity[], signal: AbortSignal) {
    return this.#findEach(
      {
        service: 'SBC203',
        operation: 'findPensionAccounts',
        shape: pensionAccountRow,
        none: null,
        toDomain: this.#single(toPensionAccount),
      },
      holders,
      signal,
    );
  }

  async findBenefits(holders: readonly HolderIdentity[], signal: AbortSignal) {
    return this.#findEach<typeof benefitRow, readonly Benefit[]>(
      {
        service: 'SBC204',
        operation: 'findBenefits',
        shape: benefitRow,
        none: [],
        toDomain: (rows, asOf) => inOrderOfStart(rows.map((row) => toBenefit(row, asOf))),
      },
      holders,
      signal,
    );
  }

  async findSocialSecurityCards(holders: readonly HolderIdentity[], signal: AbortSignal) {
    return this.#findEach(
      {
        service: 'SBC205',
        operation: 'findSocialSecurityCards',
        shape: cardRow,
        none: null,
        toDomain: this.#single(toSocialSecurityCard),
      },
      holders,
      signal,
    );
  }

  async findEligibilityChecks(holders: readonly HolderIdentity[], signal: AbortSignal) {
    return this.#findEach(
      {
        service: 'SBC206',
        operation: 'findEligibilityChecks',
        shape: eligibilityRow,
        none: null,
        toDomain: this.#single(toEligibilityCheck),
      },
      holders,
      signal,
    );
  }

  async #findEach<Shape extends z.ZodType, T>(
    { service, operation, shape, none, toDomain }: Lookup<Shape, T>,
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (T | Error)[]> {
    const { jurisdiction } = this.#options;
    return askEach(
      {
        holders,
        none,
        concernsPerson,
        ask: ({ number, name }, callSignal) =>
          this.#ask(operation, { service, business: { aac002: number, aac003: name } }, callSignal),
        read: ({ record }, person) =>
          record === null
            ? none
            : toDomain(readRows(record, { person, shape, jurisdiction }), record.dataTime),
      },
      signal,
    );
  }

  async #ask(
    operation: keyof SocialInsuranceRead,
    call: ServiceCall,
    signal: AbortSignal,
  ): Promise<ServiceAnswer> {
    const { client, system } = this.#options;
    return system.read(operation, (callSignal) => client.ask(call, callSignal), signal);
  }

  #single<Row, T>(toDomain: (row: Row, asOf: number) => T) {
    return (rows: readonly Row[], asOf: number): T | null => {
      const row = atMostOne(rows, this.#options.jurisdiction);
      return row === null ? null : toDomain(row, asOf);
    };
  }
}
