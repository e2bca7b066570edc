import type { z } from 'zod';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import type { Vehicle } from '../../../domain/public-security/Vehicle.ts';
import type { TongbanError } from '../../../domain/TongbanError.ts';
import {
  askAboutHolders,
  type DataExchangeSystem,
  type HolderQuestion,
} from '../../transport/data-exchange/askAboutHolders.ts';
import type { HolderRows } from '../../transport/data-exchange/matchRows.ts';
import { readSingle } from '../../transport/data-exchange/readSingle.ts';
import type { PublicSecurityRead } from '../port.ts';
import { readVehicles } from './readVehicles.ts';
import { toHukouRecord } from './toHukouRecord.ts';
import { toResidencePermit } from './toResidencePermit.ts';
import { toResidentIdCard } from './toResidentIdCard.ts';
import { householdRow, identityCardRow, registrationRow, residencePermitRow } from './wire.ts';

/** 服务标识 of each question; the question names the breaker. */
const SERVICES = {
  findRecords: 'catalog-611',
  findHukou: 'catalog-612',
  findIdentityCards: 'catalog-613',
  findResidencePermits: 'catalog-614',
  findVehicles: 'catalog-615',
} as const satisfies Record<keyof PublicSecurityRead, string>;
type Operation = keyof typeof SERVICES;

export interface DataExchangePublicSecurityOptions extends DataExchangeSystem {
  readonly jurisdiction: DivisionCode;
}

/** What to ask about whom, and what to make of the rows about each. */
type Question<T> = Omit<HolderQuestion<T>, 'serviceId' | 'operation'> & { readonly operation: Operation };

/** A question about natural persons to a service with at most one row for each. */
interface PersonQuestion<Shape extends z.ZodType, T> {
  readonly operation: Operation;
  readonly holders: readonly HolderIdentity[];
  readonly shape: Shape;
  readonly toDomain: (row: z.output<Shape>) => T;
}

/** Public security systems that speak the data exchange dialect. */
export class DataExchangePublicSecurity implements PublicSecurityRead {
  readonly #jurisdiction: DivisionCode;
  readonly #system: DataExchangeSystem;

  constructor({ jurisdiction, ...system }: DataExchangePublicSecurityOptions) {
    this.#jurisdiction = jurisdiction;
    this.#system = system;
  }

  async findRecords(holders: readonly HolderIdentity[], signal: AbortSignal) {
    const toDomain = ({ sjgxsj }: z.output<typeof registrationRow>) => ({ asOf: sjgxsj });
    const reading = { shape: registrationRow, toDomain, jurisdiction: this.#jurisdiction };
    const read = (about: HolderRows) => readSingle(about, reading);
    return this.#ask({ operation: 'findRecords', holders, read }, signal);
  }

  async findHukou(holders: readonly HolderIdentity[], signal: AbortSignal) {
    return this.#askAboutPersons(
      { operation: 'findHukou', holders, shape: householdRow, toDomain: toHukouRecord },
      signal,
    );
  }

  async findIdentityCards(holders: readonly HolderIdentity[], signal: AbortSignal) {
    return this.#askAboutPersons(
      { operation: 'findIdentityCards', holders, shape: identityCardRow, toDomain: toResidentIdCard },
      signal,
    );
  }

  async findResidencePermits(holders: readonly HolderIdentity[], signal: AbortSignal) {
    return this.#askAboutPersons(
      { operation: 'findResidencePermits', holders, shape: residencePermitRow, toDomain: toResidencePermit },
      signal,
    );
  }

  async findVehicles(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (readonly Vehicle[] | Error)[]> {
    const read = (about: HolderRows) => readVehicles(about, this.#jurisdiction);
    return this.#ask({ operation: 'findVehicles', holders, read }, signal);
  }

  /** Leaves companies out: the service knows none, and a system need not hear of whom it cannot answer about. */
  async #askAboutPersons<Shape extends z.ZodType, T>(
    { operation, holders, shape, toDomain }: PersonQuestion<Shape, T>,
    signal: AbortSignal,
  ): Promise<readonly (T | null | Error)[]> {
    const reading = { shape, toDomain, jurisdiction: this.#jurisdiction };
    const read = (about: HolderRows) => readSingle(about, reading);
    const persons = holders.filter(isPerson);
    const entries = await this.#ask({ operation, holders: persons, read }, signal);
    const inOrder = entries.values();
    return holders.map((holder) => (isPerson(holder) ? (inOrder.next().value ?? null) : null));
  }

  #ask<T>(question: Question<T>, signal: AbortSignal): Promise<readonly (T | TongbanError)[]> {
    const serviceId = SERVICES[question.operation];
    return askAboutHolders(this.#system, { ...question, serviceId }, signal);
  }
}

function isPerson({ kind }: HolderIdentity): boolean {
  return kind === 'NATURAL_PERSON';
}
