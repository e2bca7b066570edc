import type { z } from 'zod';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import type { Vehicle } from '../../../domain/public-security/Vehicle.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { badResponse } from '../../transport/badResponse.ts';
import type { GuardedSystem } from '../../transport/GuardedSystem.ts';
import type { PublicSecurityRead } from '../port.ts';
import type { DataExchangeClient } from './DataExchangeClient.ts';
import { inParallel } from './inParallel.ts';
import { type HolderRows, matchRows } from './matchRows.ts';
import { readRows } from './readRows.ts';
import { toHukouRecord } from './toHukouRecord.ts';
import { toResidencePermit } from './toResidencePermit.ts';
import { toResidentIdCard } from './toResidentIdCard.ts';
import { toVehicle } from './toVehicle.ts';
import { householdRow, identityCardRow, registrationRow, residencePermitRow, vehicleRow } from './wire.ts';

/** Calls that one question may have at the system at a time: half of its places, so that others get through. */
const MAX_CALLS = 8;

export interface DataExchangePublicSecurityOptions {
  readonly jurisdiction: DivisionCode;
  readonly client: DataExchangeClient;
  readonly system: GuardedSystem;
  /** Holders per call. */
  readonly batchLimit: number;
}

/** One of the services and how to understand it. */
interface Service<Shape extends z.ZodType, T> {
  readonly serviceId: string;
  /** Names the breaker. */
  readonly operation: keyof PublicSecurityRead;
  readonly shape: Shape;
  readonly toDomain: (row: z.output<Shape>) => T;
}

/** What to ask, of whom, and what to make of the rows about each. */
interface Question<T> {
  readonly serviceId: string;
  readonly operation: keyof PublicSecurityRead;
  readonly holders: readonly HolderIdentity[];
  /** @throws {TongbanError} for the entry of this holder. */
  readonly read: (about: HolderRows) => T;
}

/** Public security systems that speak the data exchange dialect. */
export class DataExchangePublicSecurity implements PublicSecurityRead {
  readonly #options: DataExchangePublicSecurityOptions;

  constructor(options: DataExchangePublicSecurityOptions) {
    this.#options = options;
  }

  async findRecords(holders: readonly HolderIdentity[], signal: AbortSignal) {
    return this.#findSingle(
      {
        serviceId: 'catalog-611',
        operation: 'findRecords',
        shape: registrationRow,
        toDomain: ({ sjgxsj }) => ({ asOf: sjgxsj }),
      },
      holders,
      signal,
    );
  }

  async findHukou(holders: readonly HolderIdentity[], signal: AbortSignal) {
    return this.#findOfPersons(
      { serviceId: 'catalog-612', operation: 'findHukou', shape: householdRow, toDomain: toHukouRecord },
      holders,
      signal,
    );
  }

  async findIdentityCards(holders: readonly HolderIdentity[], signal: AbortSignal) {
    return this.#findOfPersons(
      {
        serviceId: 'catalog-613',
        operation: 'findIdentityCards',
        shape: identityCardRow,
        toDomain: toResidentIdCard,
      },
      holders,
      signal,
    );
  }

  async findResidencePermits(holders: readonly HolderIdentity[], signal: AbortSignal) {
    return this.#findOfPersons(
      {
        serviceId: 'catalog-614',
        operation: 'findResidencePermits',
        shape: residencePermitRow,
        toDomain: toResidencePermit,
      },
      holders,
      signal,
    );
  }

  async findVehicles(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (readonly Vehicle[] | Error)[]> {
    const { jurisdiction } = this.#options;
    const read = (about: HolderRows) => {
      const vehicles = readRows(about, { shape: vehicleRow, toDomain: toVehicle, jurisdiction });
      // A stranger's row may be anybody's that has lost its owner, and a list that lacks a vehicle is a wrong list.
      if (about.hasStrangers) throw this.#mismatch();
      return vehicles.toSorted(byRegistration);
    };
    return this.#ask({ serviceId: 'catalog-615', operation: 'findVehicles', holders, read }, signal);
  }

  /** Companies are not asked about where the service knows none. */
  async #findOfPersons<Shape extends z.ZodType, T>(
    service: Service<Shape, T>,
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (T | null | Error)[]> {
    const persons = holders.filter(({ kind }) => kind === 'NATURAL_PERSON');
    const entries = (await this.#findSingle(service, persons, signal)).values();
    return holders.map(({ kind }) => (kind === 'NATURAL_PERSON' ? (entries.next().value ?? null) : null));
  }

  async #findSingle<Shape extends z.ZodType, T>(
    { serviceId, operation, shape, toDomain }: Service<Shape, T>,
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (T | null | Error)[]> {
    const { jurisdiction } = this.#options;
    const read = (about: HolderRows) => {
      const [first, ...more] = readRows(about, { shape, toDomain, jurisdiction });
      if (more.length > 0) throw badResponse(jurisdiction, 'answered with several rows about one holder');
      if (first === undefined && about.hasStrangers) throw this.#mismatch();
      return first ?? null;
    };
    return this.#ask({ serviceId, operation, holders, read }, signal);
  }

  async #ask<T>(
    { serviceId, operation, holders, read }: Question<T>,
    signal: AbortSignal,
  ): Promise<readonly (T | Error)[]> {
    const { batchLimit, client, system } = this.#options;
    const entries = await inParallel(
      inBatches(holders, batchLimit),
      async (batch, batchSignal) => {
        const rows = await system.read(
          operation,
          (callSignal) => client.fetchRows({ serviceId, holders: batch }, callSignal),
          batchSignal,
        );
        return matchRows(rows, batch).map((about) => settle(() => read(about)));
      },
      { limit: MAX_CALLS, signal },
    );
    return entries.flat();
  }

  #mismatch(): TongbanError {
    const { jurisdiction } = this.#options;
    return new TongbanError('IDENTITY_MISMATCH', `${jurisdiction} answered about somebody else`, {
      jurisdiction,
    });
  }
}

function inBatches<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

/** What is wrong about one holder stays with that holder. */
function settle<T>(read: () => T): T | TongbanError {
  try {
    return read();
  } catch (error) {
    if (error instanceof TongbanError) return error;
    throw error;
  }
}

/** The plate number decides among vehicles of one day, so that the order never depends on the system's storage. */
function byRegistration(one: Vehicle, other: Vehicle): number {
  return (
    compare(one.registeredOn ?? '', other.registeredOn ?? '') || compare(one.plateNumber, other.plateNumber)
  );
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
