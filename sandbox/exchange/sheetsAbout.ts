import type { SandboxSite } from '../SandboxDialect.ts';
import type { World } from '../world/World.ts';
import type { WorldHolder } from '../world/WorldHolder.ts';
import type { ExchangeRecord, ExchangeType } from './ExchangeType.ts';
import { FUND_TYPES, SCHEDULE_TYPE } from './fundTypes.ts';
import { habitsOf } from './habitsOf.ts';
import { INSURANCE_TYPES } from './insuranceTypes.ts';
import type { PersonSheet } from './PersonSheet.ts';

export interface SheetChoice {
  readonly number: string;
  /** Epoch ms. */
  readonly dataTime: number;
  /** Whether instalments are a type of their own. */
  readonly splitsSchedule: boolean;
  /** Whether the centre still runs release 1. */
  readonly isOlder: boolean;
}

/** One sheet for each type of the department, for somebody who is not on file too. */
export function sheetsAbout(
  { department, jurisdiction }: Pick<SandboxSite, 'department' | 'jurisdiction'>,
  world: World,
  choice: SheetChoice,
): readonly PersonSheet[] {
  if (department === 'social-insurance') {
    const file = world.findSocialInsuranceFile(jurisdiction, choice.number);
    return INSURANCE_TYPES.map((type) =>
      sheetOf(type, file, file?.personalNumber ?? null, jurisdiction, choice),
    );
  }
  const file = world.findHousingFundFile(jurisdiction, choice.number);
  const types = choice.splitsSchedule
    ? FUND_TYPES.flatMap((type) => (type.code === 'DKXX' ? [type, SCHEDULE_TYPE] : type))
    : FUND_TYPES;
  return types.map((type) => sheetOf(type, file, null, jurisdiction, choice));
}

function sheetOf<File extends { readonly holder: WorldHolder }>(
  type: ExchangeType<File>,
  file: File | null,
  personalNumber: string | null,
  jurisdiction: string,
  { number, dataTime, isOlder }: SheetChoice,
): PersonSheet {
  const { code, columns, sum, newer, unknownCode } = type;
  const records = file === null ? [] : type.recordsOf(file, habitsOf(jurisdiction));
  return {
    type: { code, sum, columns: isOlder ? columns.filter((key) => !newer.includes(key)) : columns },
    asked: number,
    owner: file === null ? null : { number: file.holder.number, name: file.holder.name, personalNumber },
    dataTime,
    records: isOlder ? records.map((record) => aged(record, unknownCode)) : records,
  };
}

/** Every key that release 2 brought, of all types. */
const NEWER: ReadonlySet<string> = new Set(
  [...FUND_TYPES, SCHEDULE_TYPE, ...INSURANCE_TYPES].flatMap(({ newer }) => newer),
);

function aged(record: ExchangeRecord, unknownCode: ExchangeType<never>['unknownCode']): ExchangeRecord {
  const fields = Object.entries(record)
    .filter(([key]) => !NEWER.has(key))
    .map(([key, value]) => {
      if (key === unknownCode?.[0]) return [key, unknownCode[1]];
      return [key, typeof value === 'string' ? value : value.map((inner) => aged(inner, null))];
    });
  return Object.fromEntries(fields);
}
