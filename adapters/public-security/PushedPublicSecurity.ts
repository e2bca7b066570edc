import type { z } from 'zod';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import type { Vehicle } from '../../domain/public-security/Vehicle.ts';
import type { PushedQuestion, PushedReader } from '../inbound/PushedReader.ts';
import type { PublicSecurityRead } from './port.ts';
import { PUSHED_FORMS } from './pushedForms.ts';

/** Answers from what a place's public security system has told us, for dialects that cannot be asked in the moment. */
export class PushedPublicSecurity implements PublicSecurityRead {
  readonly #reader: PushedReader;

  constructor(reader: PushedReader) {
    this.#reader = reader;
  }

  async findRecords(holders: readonly HolderIdentity[], signal: AbortSignal) {
    return this.#reader.find(
      { facet: 'record', holders, form: PUSHED_FORMS.record, toDomain: addAsOf },
      signal,
    );
  }

  async findHukou(holders: readonly HolderIdentity[], signal: AbortSignal) {
    return this.#findOfPersons(
      { facet: 'hukou', holders, form: PUSHED_FORMS.hukou, toDomain: addAsOf },
      signal,
    );
  }

  async findIdentityCards(holders: readonly HolderIdentity[], signal: AbortSignal) {
    return this.#findOfPersons(
      { facet: 'identityCard', holders, form: PUSHED_FORMS.identityCard, toDomain: addAsOf },
      signal,
    );
  }

  async findResidencePermits(holders: readonly HolderIdentity[], signal: AbortSignal) {
    return this.#findOfPersons(
      { facet: 'residencePermit', holders, form: PUSHED_FORMS.residencePermit, toDomain: addAsOf },
      signal,
    );
  }

  async findVehicles(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (readonly Vehicle[] | Error)[]> {
    const toDomain = (vehicles: readonly Omit<Vehicle, 'asOf'>[], asOf: number) =>
      vehicles.map((vehicle) => addAsOf(vehicle, asOf)).toSorted(byRegistration);
    const question = { facet: 'vehicles', holders, form: PUSHED_FORMS.vehicles, toDomain };
    const entries = await this.#reader.find(question, signal);
    return entries.map((entry) => entry ?? []);
  }

  /** Companies have none of it, and nobody need be asked. */
  async #findOfPersons<Shape extends z.ZodType, T>(question: PushedQuestion<Shape, T>, signal: AbortSignal) {
    const persons = question.holders.filter(isPerson);
    const entries = (await this.#reader.find({ ...question, holders: persons }, signal)).values();
    return question.holders.map((holder) => (isPerson(holder) ? (entries.next().value ?? null) : null));
  }
}

function isPerson({ kind }: HolderIdentity): boolean {
  return kind === 'NATURAL_PERSON';
}

function addAsOf<T extends object>(value: T, asOf: number): T & { readonly asOf: number } {
  return { ...value, asOf };
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
