import type {
  Hukou,
  IdentityCard,
  PublicSecurityFile,
  ResidencePermit,
  Vehicle,
} from '../../world/PublicSecurityFile.ts';
import type { BusHabits } from './BusHabits.ts';
import { element, elements, type Field, type Markup } from './element.ts';

/** One section of a register. */
interface RegisterSection {
  readonly tag: string;
  /** The fields of every entry, without the number that each begins with. */
  readonly entriesOf: (file: PublicSecurityFile, habits: BusHabits) => readonly (readonly Field[])[];
  /** The element that release 1.0 lacks. */
  readonly newer: string;
  /** A coded element, and a value that no table has. */
  readonly unknownCode: readonly [name: string, code: string];
}

/** The sections in their order, as in section 5.1 of docs/dialects/collaboration-bus.md. */
export const REGISTER_SECTIONS: readonly RegisterSection[] = [
  {
    tag: 'HJXX',
    entriesOf: ({ hukou }, habits) => (hukou === null ? [] : [hukouEntry(hukou, habits)]),
    newer: 'DJRQ',
    unknownCode: ['HLX', '90'],
  },
  {
    tag: 'SFZXX',
    entriesOf: ({ identityCard }, habits) => (identityCard === null ? [] : [cardEntry(identityCard, habits)]),
    newer: 'GSZT',
    unknownCode: ['ZJLX', '9'],
  },
  {
    tag: 'JZZXX',
    entriesOf: ({ residencePermit }, habits) =>
      residencePermit === null ? [] : [permitEntry(residencePermit, habits)],
    newer: 'YXQJZRQ',
    unknownCode: ['JZZZT', '9'],
  },
  {
    tag: 'JDCXX',
    entriesOf: ({ vehicles }, habits) =>
      vehicles.map((vehicle) => vehicleEntry(vehicle, habits)).toReversed(),
    newer: 'JYYXQZRQ',
    unknownCode: ['HPZL', '99'],
  },
];

const BOOKLET_KIND = { family: '10', collective: '20' } as const;
const MOVE_GROUND = {
  job: '01',
  study: '02',
  graduation: '03',
  spouse: '04',
  'to-children': '05',
  'to-parents': '06',
  other: '99',
} as const;
const CARD_KIND = { resident: '1', temporary: '2' } as const;
const LOSS_STATE = { normal: '0', lost: '1', cancelled: '2' } as const;
const PERMIT_STATE = { valid: '1', expired: '2', cancelled: '3' } as const;
const PLATE_KIND = { large: '01', small: '02', motorcycle: '07', 'new-energy': '52' } as const;
const VEHICLE_STATE = {
  normal: 'A',
  'transferred-out': 'B',
  deregistered: 'E',
  seized: 'K',
  'inspection-overdue': 'Q',
} as const;

const compact = (day: string): string => day.replaceAll('-', '');

function hukouEntry(hukou: Hukou, habits: BusHabits): readonly Field[] {
  return [
    ['HH', hukou.bookletNumber],
    ['HLX', BOOKLET_KIND[hukou.kind]],
    ['HZXM', habits.column(hukou.head, 20)],
    ['YHZGXDM', habits.relation(hukou.relation)],
    ['SSXQDM', habits.division(hukou.division)],
    ['QHNXXDZ', habits.column(hukou.address, 60)],
    ['DJRQ', compact(hukou.registeredOn)],
    ['HCY', hukou.members.map((member) => element('CY', memberFields(member, habits)))],
    ['QYXX', hukou.migrations.map((move, index) => moveElement(move, index, habits)).toReversed()],
  ];
}

const memberFields = ({ name, relation }: Hukou['members'][number], habits: BusHabits): Markup =>
  elements([
    ['XM', habits.column(name, 20)],
    ['YHZGXDM', habits.relation(relation)],
  ]);

function moveElement(move: Hukou['migrations'][number], index: number, habits: BusHabits): string {
  const fields: readonly Field[] = [
    ['QCDSSXQDM', habits.division(move.origin)],
    ['QRDSSXQDM', habits.division(move.destination)],
    ['QYRQ', compact(move.migratedOn)],
    ['QYYYDM', MOVE_GROUND[move.ground]],
  ];
  return element('QY', elements(fields), ` xh="${index + 1}"`);
}

function cardEntry(card: IdentityCard, habits: BusHabits): readonly Field[] {
  return [
    ['ZJLX', CARD_KIND[card.kind]],
    ['YXQQSRQ', compact(card.validFrom)],
    ['YXQJZRQ', card.validUntil === null ? habits.forEver : compact(card.validUntil)],
    ['QFJG', habits.column(card.issuingOrgan, 40)],
    ['GSZT', LOSS_STATE[card.lossState]],
  ];
}

function permitEntry(permit: ResidencePermit, habits: BusHabits): readonly Field[] {
  return [
    ['JZZBH', permit.number],
    ['JZDZ', habits.column(permit.address, 60)],
    ['QFRQ', compact(permit.issuedOn)],
    ['YXQJZRQ', compact(permit.validUntil)],
    ['QFJG', habits.column(permit.issuingOrgan, 40)],
    ['JZZZT', PERMIT_STATE[permit.state]],
  ];
}

function vehicleEntry(vehicle: Vehicle, habits: BusHabits): readonly Field[] {
  return [
    ['HPHM', vehicle.plateNumber],
    ['HPZL', PLATE_KIND[vehicle.plateKind]],
    ['CLPPXH', habits.column(vehicle.model, 30)],
    ['CCDJRQ', compact(vehicle.registeredOn)],
    ['JYYXQZRQ', compact(vehicle.inspectionValidUntil)],
    ['JDCZT', VEHICLE_STATE[vehicle.state]],
  ];
}
