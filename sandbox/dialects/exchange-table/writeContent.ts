import { formatBeijing } from '../../beijingTime.ts';
import { centreName } from '../../exchange/centreName.ts';
import type { ExchangeRecord } from '../../exchange/ExchangeType.ts';
import { habitsOf } from '../../exchange/habitsOf.ts';
import type { PersonSheet } from '../../exchange/PersonSheet.ts';
import type { SandboxSite } from '../../SandboxDialect.ts';
import type { ExchangeTableOptions } from './ExchangeTableOptions.ts';
import { writeRecord } from './writeRecord.ts';

const NAME_WIDTH = 60;
const CENTRE_WIDTH = 100;

/** The text of column `sjnr`: head keys, then the list for somebody who is on file. */
export function writeContent(
  sheet: PersonSheet,
  site: Pick<SandboxSite, 'department' | 'jurisdiction'>,
  format: ExchangeTableOptions['contentFormat'],
): string {
  const content =
    site.department === 'social-insurance' ? insuranceContent(sheet, site) : fundContent(sheet, site);
  return writeRecord(content, site.jurisdiction, format);
}

type Place = Pick<SandboxSite, 'department' | 'jurisdiction'>;

function fundContent({ asked, owner, dataTime, records }: PersonSheet, site: Place): ExchangeRecord {
  const habits = habitsOf(site.jurisdiction);
  return {
    ZJHM: habits.personNumber(owner?.number ?? asked),
    ...(owner === null ? {} : { XINGMING: habits.column(owner.name, NAME_WIDTH) }),
    SJSJ: formatBeijing(dataTime),
    JGMC: habits.column(centreName(site.department, site.jurisdiction), CENTRE_WIDTH),
    ...(owner === null ? {} : { LB: records }),
  };
}

function insuranceContent({ asked, owner, dataTime, records }: PersonSheet, site: Place): ExchangeRecord {
  const habits = habitsOf(site.jurisdiction);
  return {
    aac002: habits.personNumber(owner?.number ?? asked),
    ...(owner === null ? {} : { aac003: habits.column(owner.name, NAME_WIDTH) }),
    sjsj: formatBeijing(dataTime),
    jgmc: habits.column(centreName(site.department, site.jurisdiction), CENTRE_WIDTH),
    ...(owner === null ? {} : { aac001: owner.personalNumber ?? '', lb: records }),
  };
}
