import { formatBeijing } from '../../beijingTime.ts';
import { digitSum } from '../../digitSum.ts';
import { centreName } from '../../exchange/centreName.ts';
import type { ExchangeRecord } from '../../exchange/ExchangeType.ts';
import { habitsOf } from '../../exchange/habitsOf.ts';
import type { PersonSheet } from '../../exchange/PersonSheet.ts';
import type { SandboxSite } from '../../SandboxDialect.ts';
import type { ExchangeTableOptions } from './ExchangeTableOptions.ts';

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
  if (format === 'json') return JSON.stringify(content);
  // At old centres the declaration still names what the files were in before there was a database.
  const encoding = digitSum(site.jurisdiction) % 2 === 0 ? 'UTF-8' : 'GBK';
  return `<?xml version="1.0" encoding="${encoding}"?><data>${elements(content)}</data>`;
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

const elements = (record: ExchangeRecord): string =>
  Object.entries(record)
    .map(([key, value]) => element(key, value))
    .join('');

function element(key: string, value: ExchangeRecord[string]): string {
  if (typeof value === 'string') return `<${key}>${escapeXml(value)}</${key}>`;
  if (value.length === 0) return `<${key}/>`;
  return `<${key}>${value.map((row) => `<row>${elements(row)}</row>`).join('')}</${key}>`;
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
