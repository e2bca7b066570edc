import type { z } from 'zod';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import type { Page, PageRequest } from '../../../domain/page.ts';
import type { Benefit } from '../../../domain/social-insurance/Benefit.ts';
import type { Contribution } from '../../../domain/social-insurance/Contribution.ts';
import type { InsuredPerson } from '../../../domain/social-insurance/InsuredPerson.ts';
import { badResponse } from '../../transport/badResponse.ts';
import type { GuardedSystem } from '../../transport/GuardedSystem.ts';
import { askEach } from '../askEach.ts';
import { atMostOne } from '../atMostOne.ts';
import { inOrderOfStart } from '../inOrderOfStart.ts';
import { inSchemeOrder } from '../inSchemeOrder.ts';
import { parseContributionCursor } from '../parseContributionCursor.ts';
import type { ContributionFilter, SocialInsuranceRead } from '../port.ts';
import { ContributionReader } from './ContributionReader.ts';
import { concernsPerson } from './concernsPerson.ts';
import type { GbkXmlClient, GbkXmlRows } from './GbkXmlClient.ts';
import { personElements } from './personElements.ts';
import { readRows } from './readRows.ts';
import { toBenefit } from './toBenefit.ts';
import { toEligibilityCheck } from './toEligibilityCheck.ts';
import { toEnrollment } from './toEnrollment.ts';
import { toPensionAccount } from './toPensionAccount.ts';
import { toSocialSecurityCard } from './toSocialSecurityCard.ts';
import { benefitRow, cardRow, eligibilityRow, enrollmentRow, pensionAccountRow } from './wire.ts';
import type { GbkXmlRequest } from './writeBody.ts';

export interface GbkXmlSocialInsuranceOptions {
  readonly jurisdiction: DivisionCode;
  readonly client: GbkXmlClient;
  readonly system: GuardedSystem;
}

/** One of the transactions that give all rows about a person, and how to understand it. */
interface Transaction<Shape extends z.ZodType, T> {
  readonly transaction: string;
  /** Names the breaker. */
  readonly operation: keyof SocialInsuranceRead;
  readonly shape: Shape;
  readonly toDomain: (rows: readonly z.output<Shape>[], asOf: number) => T;
}

/** Social insurance systems that speak XML in GBK. */
export class GbkXmlSocialInsurance implements SocialInsuranceRead {
  readonly #options: GbkXmlSocialInsuranceOptions;
  readonly #contributions: ContributionReader;

  constructor(options: GbkXmlSocialInsuranceOptions) {
    const { jurisdiction } = options;
    this.#options = options;
    this.#contributions = new ContributionReader({
      jurisdiction,
      fetch: (elements, signal) =>
        this.#fetch('findContributions', { transaction: 'SBJY02', elements }, signal),
    });
  }

  async findInsuredPersons(holders: readonly HolderIdentity[], signal: AbortSignal) {
    return this.#findEach<typeof enrollmentRow, InsuredPerson | null>(
      {
        transaction: 'SBJY01',
        operation: 'findInsuredPersons',
        shape: enrollmentRow,
        // Whoever is on file has a row here; nobody else has.
        toDomain: (rows, asOf) =>
          rows.length === 0 ? null : { asOf, enrollments: inSchemeOrder(rows.map(toEnrollment)) },
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
        transaction: 'SBJY03',
        operation: 'findPensionAccounts',
        shape: pensionAccountRow,
        toDomain: this.#single(toPensionAccount),
      },
      holders,
      signal,
    );
  }

  async findBenefits(holders: readonly HolderIdentity[], signal: AbortSignal) {
    return this.#findEach<typeof benefitRow, readonly Benefit[]>(
      {
        transaction: 'SBJY04',
        operation: 'findBenefits',
        shape: benefitRow,
        toDomain: (rows, asOf) => inOrderOfStart(rows.map((row) => toBenefit(row, asOf))),
      },
      holders,
      signal,
    );
  }

  async findSocialSecurityCards(holders: readonly HolderIdentity[], signal: AbortSignal) {
    return this.#findEach(
      {
        transaction: 'SBJY05',
        operation: 'findSocialSecurityCards',
        shape: cardRow,
        toDomain: this.#single(toSocialSecurityCard),
      },
      holders,
      signal,
    );
  }

  async findEligibilityChecks(holders: readonly HolderIdentity[], signal: AbortSignal) {
    return this.#findEach(
      {
        transaction: 'SBJY06',
        operation: 'findEligibilityChecks',
        shape: eligibilityRow,
        toDomain: this.#single(toEligibilityCheck),
      },
      holders,
      signal,
    );
  }

  async #findEach<Shape extends z.ZodType, T>(
    { transaction, operation, shape, toDomain }: Transaction<Shape, T>,
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (T | Error)[]> {
    const { jurisdiction } = this.#options;
    return askEach(
      {
        holders,
        none: toDomain([], 0),
        concernsPerson,
        ask: (person, callSignal) =>
          this.#fetch(operation, { transaction, elements: personElements(person) }, callSignal),
        read: ({ rows, total, asOf }, person) => {
          const own = readRows(rows, { person, shape, jurisdiction });
          if (own.length !== total) throw badResponse(jurisdiction, 'held rows back');
          return toDomain(own, asOf);
        },
      },
      signal,
    );
  }

  async #fetch(
    operation: keyof SocialInsuranceRead,
    request: GbkXmlRequest,
    signal: AbortSignal,
  ): Promise<GbkXmlRows> {
    const { client, system } = this.#options;
    return system.read(operation, (callSignal) => client.fetchRows(request, callSignal), signal);
  }

  #single<Row, T>(toDomain: (row: Row, asOf: number) => T) {
    return (rows: readonly Row[], asOf: number): T | null => {
      const row = atMostOne(rows, this.#options.jurisdiction);
      return row === null ? null : toDomain(row, asOf);
    };
  }
}
