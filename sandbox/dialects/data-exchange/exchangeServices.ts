import type { Hukou, PublicSecurityFile, Vehicle } from '../../world/PublicSecurityFile.ts';
import type { PlaceHabits } from './PlaceHabits.ts';

type Row = Readonly<Record<string, unknown>>;

/** One interface of the data exchange. */
export interface ExchangeService {
  /** The rows that a file gives, without the fields that every row carries. */
  readonly rowsOf: (file: PublicSecurityFile, habits: PlaceHabits) => readonly Row[];
  /** Fields that the specification marks as new in release 2.1. */
  readonly newer: readonly string[];
  /** A coded field, and a value that no table has. */
  readonly unknownCode: readonly [field: string, code: string] | null;
}

/** The interfaces by service id, as in section 4 of docs/dialects/data-exchange.md. */
export const EXCHANGE_SERVICES: ReadonlyMap<string, ExchangeService> = new Map<string, ExchangeService>([
  ['catalog-611', { rowsOf: () => [{}], newer: [], unknownCode: null }],
  [
    'catalog-612',
    {
      rowsOf: ({ hukou }, habits) => (hukou === null ? [] : [hukouRow(hukou, habits)]),
      newer: ['djrq'],
      unknownCode: ['hlx', '9'],
    },
  ],
  ['catalog-613', { rowsOf: cardRows, newer: ['gsztdm'], unknownCode: ['zjlxdm', '199'] }],
  ['catalog-614', { rowsOf: permitRows, newer: ['yxqjzrq'], unknownCode: ['jzzztdm', '9'] }],
  [
    'catalog-615',
    {
      rowsOf: ({ vehicles }, habits) => vehicles.map((vehicle) => vehicleRow(vehicle, habits)),
      newer: ['jyyxqzrq'],
      unknownCode: ['hpzldm', '99'],
    },
  ],
]);

const BOOKLET_KIND = { family: '1', collective: '2' } as const;
const MOVE_GROUND = {
  job: '01',
  study: '02',
  graduation: '03',
  spouse: '04',
  'to-children': '05',
  'to-parents': '06',
  other: '99',
} as const;
const CARD_KIND = { resident: '111', temporary: '112' } as const;
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

function hukouRow(hukou: Hukou, habits: PlaceHabits): Row {
  return {
    hh: hukou.bookletNumber,
    hlx: BOOKLET_KIND[hukou.kind],
    hzxm: habits.column(hukou.head, 20),
    yhzgxdm: habits.relation(hukou.relation),
    ssxqdm: habits.division(hukou.division),
    qhnxxdz: habits.column(hukou.address, 60),
    djrq: compact(hukou.registeredOn),
    hcy: hukou.members.map(({ name, relation }) => ({
      xm: habits.column(name, 20),
      yhzgxdm: habits.relation(relation),
    })),
    qyxx: hukou.migrations.toReversed().map((move) => ({
      qcdssxqdm: habits.division(move.origin),
      qrdssxqdm: habits.division(move.destination),
      qyrq: compact(move.migratedOn),
      qyyydm: MOVE_GROUND[move.ground],
    })),
  };
}

function cardRows({ identityCard: card }: PublicSecurityFile, habits: PlaceHabits): readonly Row[] {
  if (card === null) return [];
  return [
    {
      zjlxdm: CARD_KIND[card.kind],
      yxqqsrq: compact(card.validFrom),
      yxqjzrq: card.validUntil === null ? '长期' : compact(card.validUntil),
      qfjg: habits.column(card.issuingOrgan, 40),
      gsztdm: LOSS_STATE[card.lossState],
    },
  ];
}

function permitRows({ residencePermit: permit }: PublicSecurityFile, habits: PlaceHabits): readonly Row[] {
  if (permit === null) return [];
  return [
    {
      jzzbh: permit.number,
      jzdz: habits.column(permit.address, 60),
      qfrq: compact(permit.issuedOn),
      yxqjzrq: compact(permit.validUntil),
      qfjg: habits.column(permit.issuingOrgan, 40),
      jzzztdm: PERMIT_STATE[permit.state],
    },
  ];
}

function vehicleRow(vehicle: Vehicle, habits: PlaceHabits): Row {
  return {
    hphm: vehicle.plateNumber,
    hpzldm: PLATE_KIND[vehicle.plateKind],
    clppxh: habits.column(vehicle.model, 30),
    ccdjrq: compact(vehicle.registeredOn),
    jyyxqzrq: compact(vehicle.inspectionValidUntil),
    jdcztdm: VEHICLE_STATE[vehicle.state],
  };
}
