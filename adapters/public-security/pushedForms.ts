import { z } from 'zod';
import { type CalendarDate, parseCalendarDate } from '../../domain/calendarDate.ts';
import { type DivisionCode, isDivisionCode } from '../../domain/divisionCode.ts';
import type { HukouRecord } from '../../domain/public-security/HukouRecord.ts';
import { HOUSEHOLD_RELATIONS } from '../../domain/public-security/householdRelation.ts';
import { MIGRATION_GROUNDS } from '../../domain/public-security/migrationGround.ts';
import type { PublicSecurityRecord } from '../../domain/public-security/PublicSecurityRecord.ts';
import type { ResidencePermit } from '../../domain/public-security/ResidencePermit.ts';
import type { ResidentIdCard } from '../../domain/public-security/ResidentIdCard.ts';
import type { Vehicle } from '../../domain/public-security/Vehicle.ts';
import { PushedForm } from '../inbound/PushedForm.ts';

/** A value as it is stored: `asOf` stands beside it. */
type Stored<T> = Omit<T, 'asOf'>;

const date = z.custom<CalendarDate>(isCalendarDate);
const division = z.custom<DivisionCode>(isDivisionCode).nullable();
const text = z.string();
const relation = z.enum(HOUSEHOLD_RELATIONS);

const record: z.ZodType<Stored<PublicSecurityRecord>> = z.strictObject({});

const hukou: z.ZodType<Stored<HukouRecord>> = z.strictObject({
  booklet: z.strictObject({ number: text, kind: z.enum(['FAMILY', 'COLLECTIVE', 'UNKNOWN']) }),
  address: text,
  division,
  headName: text,
  relationToHead: relation,
  registeredOn: date.nullable(),
  members: z.array(z.strictObject({ name: text, relationToHead: relation })),
  migrationHistory: z.array(
    z.strictObject({
      origin: division,
      destination: division,
      migratedOn: date.nullable(),
      ground: z.enum(MIGRATION_GROUNDS),
    }),
  ),
});

const identityCard: z.ZodType<Stored<ResidentIdCard>> = z.strictObject({
  kind: z.enum(['RESIDENT_ID_CARD', 'TEMPORARY_ID_CARD', 'UNKNOWN']),
  validFrom: date.nullable(),
  validity: z.discriminatedUnion('longTerm', [
    z.strictObject({ longTerm: z.literal(true) }),
    z.strictObject({ longTerm: z.literal(false), validUntil: date }),
  ]),
  issuingOrgan: text,
  lossState: z.enum(['NORMAL', 'REPORTED_LOST', 'CANCELLED', 'UNKNOWN']),
});

const residencePermit: z.ZodType<Stored<ResidencePermit>> = z.strictObject({
  number: text,
  address: text,
  issuedOn: date.nullable(),
  validUntil: date.nullable(),
  issuingOrgan: text,
  state: z.enum(['VALID', 'EXPIRED', 'CANCELLED', 'UNKNOWN']),
});

const vehicle: z.ZodType<Stored<Vehicle>> = z.strictObject({
  plateNumber: text,
  plateKind: z.enum(['LARGE', 'SMALL', 'SMALL_NEW_ENERGY', 'MOTORCYCLE', 'UNKNOWN']),
  model: text,
  registeredOn: date.nullable(),
  inspectionValidUntil: date.nullable(),
  state: z.enum(['NORMAL', 'TRANSFERRED_OUT', 'SEIZED', 'DEREGISTERED', 'INSPECTION_OVERDUE', 'UNKNOWN']),
});

/** What is pushed about a person or company, by facet of `PushedRecord`. */
export const PUSHED_FORMS = {
  record: new PushedForm({ version: 1, shape: record }),
  hukou: new PushedForm({ version: 1, shape: hukou }),
  identityCard: new PushedForm({ version: 1, shape: identityCard }),
  residencePermit: new PushedForm({ version: 1, shape: residencePermit }),
  /** All of one holder; none is an empty list, or no content. */
  vehicles: new PushedForm({ version: 1, shape: z.array(vehicle).readonly() }),
} as const;

function isCalendarDate(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    return parseCalendarDate(value) === value;
  } catch {
    return false;
  }
}
