import type { PublicSecurityRead } from '../../../adapters/public-security/port.ts';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import type { HouseholdRelation } from '../../../domain/public-security/householdRelation.ts';
import type { PublicSecurityFile } from '../../../sandbox/world/PublicSecurityFile.ts';

/** The groups of GB/T 4761 by their first digit. */
const RELATION_GROUPS: readonly HouseholdRelation[] = [
  'HEAD',
  'SPOUSE',
  'SON',
  'DAUGHTER',
  'GRANDCHILD',
  'PARENT',
  'GRANDPARENT',
  'SIBLING',
  'OTHER',
  'OTHER',
];
const GROUNDS = {
  job: 'JOB_TRANSFER',
  study: 'STUDENT_ENROLMENT',
  graduation: 'GRADUATION',
  spouse: 'SPOUSE_REUNION',
  'to-children': 'PARENT_REUNION',
  'to-parents': 'CHILD_REUNION',
  other: 'OTHER',
} as const;
const PLATE_KINDS = {
  large: 'LARGE',
  small: 'SMALL',
  'new-energy': 'SMALL_NEW_ENERGY',
  motorcycle: 'MOTORCYCLE',
} as const;
const VEHICLE_STATES = {
  normal: 'NORMAL',
  'transferred-out': 'TRANSFERRED_OUT',
  seized: 'SEIZED',
  deregistered: 'DEREGISTERED',
  'inspection-overdue': 'INSPECTION_OVERDUE',
} as const;

type Truth = {
  readonly [Name in keyof PublicSecurityRead]: (
    file: PublicSecurityFile,
    asOf: number,
  ) => Exclude<Awaited<ReturnType<PublicSecurityRead[Name]>>[number], Error>;
};

/** What each method must answer about a holder on file. */
export const publicSecurityTruth: Truth = {
  findRecords: (_file, asOf) => ({ asOf }),
  findHukou: ({ hukou }, asOf) =>
    hukou && {
      asOf,
      booklet: { number: hukou.bookletNumber, kind: hukou.kind === 'family' ? 'FAMILY' : 'COLLECTIVE' },
      address: hukou.address,
      division: parseDivisionCode(hukou.division),
      headName: hukou.head,
      relationToHead: relationOf(hukou.relation),
      registeredOn: parseCalendarDate(hukou.registeredOn),
      members: hukou.members.map(({ name, relation }) => ({ name, relationToHead: relationOf(relation) })),
      migrationHistory: hukou.migrations.map((move) => ({
        origin: parseDivisionCode(move.origin),
        destination: parseDivisionCode(move.destination),
        migratedOn: parseCalendarDate(move.migratedOn),
        ground: GROUNDS[move.ground],
      })),
    },
  findIdentityCards: ({ identityCard: card }, asOf) =>
    card && {
      asOf,
      kind: card.kind === 'resident' ? 'RESIDENT_ID_CARD' : 'TEMPORARY_ID_CARD',
      validFrom: parseCalendarDate(card.validFrom),
      validity:
        card.validUntil === null
          ? { longTerm: true }
          : { longTerm: false, validUntil: parseCalendarDate(card.validUntil) },
      issuingOrgan: card.issuingOrgan,
      lossState: ({ normal: 'NORMAL', lost: 'REPORTED_LOST', cancelled: 'CANCELLED' } as const)[
        card.lossState
      ],
    },
  findResidencePermits: ({ residencePermit: permit }, asOf) =>
    permit && {
      asOf,
      number: permit.number,
      address: permit.address,
      issuedOn: parseCalendarDate(permit.issuedOn),
      validUntil: parseCalendarDate(permit.validUntil),
      issuingOrgan: permit.issuingOrgan,
      state: ({ valid: 'VALID', expired: 'EXPIRED', cancelled: 'CANCELLED' } as const)[permit.state],
    },
  findVehicles: ({ vehicles }, asOf) =>
    vehicles
      .map((vehicle) => ({
        asOf,
        plateNumber: vehicle.plateNumber,
        plateKind: PLATE_KINDS[vehicle.plateKind],
        model: vehicle.model,
        registeredOn: parseCalendarDate(vehicle.registeredOn),
        inspectionValidUntil: parseCalendarDate(vehicle.inspectionValidUntil),
        state: VEHICLE_STATES[vehicle.state],
      }))
      .toSorted((one, other) => Date.parse(one.registeredOn) - Date.parse(other.registeredOn)),
};

/** The head's own row says 户主, or 本人 at some places. */
const relationOf = (code: string): HouseholdRelation => RELATION_GROUPS[Number(code.charAt(0))] ?? 'UNKNOWN';
