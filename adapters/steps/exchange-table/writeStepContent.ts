import type { StepContent } from './stepContent.ts';

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);

/**
 * 请求内容 of type BL in the reference form; what cannot stand in it was refused before.
 *
 * @see docs/dialects/exchange-table.md, 10.1
 */
export function writeStepContent(content: StepContent, format: 'json' | 'xml'): string {
  if (format === 'json') return JSON.stringify(content);
  return `<?xml version="1.0" encoding="UTF-8"?><data>${elements(content)}</data>`;
}

type Written = string | readonly Readonly<Record<string, string>>[];

function elements(values: Readonly<Record<string, Written>>): string {
  return Object.entries(values)
    .map(([name, value]) => element(name, typeof value === 'string' ? escaped(value) : rows(value)))
    .join('');
}

const rows = (records: readonly Readonly<Record<string, string>>[]): string =>
  records.map((record) => element('row', elements(record))).join('');

const element = (name: string, inner: string): string =>
  inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ESCAPES.get(character) ?? character);
