import { digitSum } from '../../digitSum.ts';
import type { ExchangeRecord } from '../../exchange/ExchangeType.ts';
import type { ExchangeTableOptions } from './ExchangeTableOptions.ts';

/** A record as the text of column `sjnr`, keys and lists in their order. */
export function writeRecord(
  record: ExchangeRecord,
  jurisdiction: string,
  format: ExchangeTableOptions['contentFormat'],
): string {
  if (format === 'json') return JSON.stringify(record);
  // At old centres the declaration still names what the files were in before there was a database.
  const encoding = digitSum(jurisdiction) % 2 === 0 ? 'UTF-8' : 'GBK';
  return `<?xml version="1.0" encoding="${encoding}"?><data>${elements(record)}</data>`;
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
