import { toChannel } from '../citations/toChannel.ts';
import { toCitation } from '../citations/toCitation.ts';
import { toStatedMode } from '../citations/toStatedMode.ts';
import type { ItemRow } from '../document/itemRow.ts';
import type { ServiceItem } from './ServiceItem.ts';
import type { ServiceSubject } from './ServiceSubject.ts';

const SUBJECTS = {
  person: 'PERSON',
  enterprise: 'COMPANY',
  both: 'BOTH',
} as const satisfies Record<ItemRow['subject'], ServiceSubject>;

const CONFIDENCE = {
  verified: 'VERIFIED',
  high: 'HIGH',
  medium: 'MEDIUM',
  low: 'LOW',
} as const satisfies Record<ItemRow['confidence'], ServiceItem['provenance']['confidence']>;

/** A row of the catalogue document as an item of a version. */
export function toServiceItem(version: number, row: ItemRow): ServiceItem {
  return {
    version,
    code: row.slug,
    name: row.nameZh,
    aliases: row.aliases,
    category: row.category,
    leadDepartment: row.leadDepartment,
    subject: SUBJECTS[row.subject],
    modes: row.modes?.map(toStatedMode) ?? null,
    materials:
      row.materials?.map((material) => ({ name: material.name, citation: toCitation(material) })) ?? null,
    promisedTime: toTimeLimit(row.promisedWorkingDays),
    statutoryTime: toTimeLimit(row.statutoryWorkingDays),
    channels: row.channels?.map(toChannel) ?? null,
    batch: row.list === null ? null : `${row.list}/${row.batch}`,
    verified: row.verified,
    provenance: {
      ...toCitation(row),
      list: row.list,
      batch: row.batch,
      confidence: CONFIDENCE[row.confidence],
      verified: row.verified,
      nameVerified: row.nameVerified,
      note: row.note ?? null,
    },
    citations: row.citations.map(toCitation),
  };
}

const toTimeLimit = (row: ItemRow['promisedWorkingDays']): ServiceItem['promisedTime'] =>
  row === null ? null : { workingDays: row.days, citation: toCitation(row) };
