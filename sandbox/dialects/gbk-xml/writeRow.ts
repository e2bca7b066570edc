import type { Column } from './Column.ts';
import type { GbkXmlOptions } from './GbkXmlOptions.ts';

type Style = Pick<GbkXmlOptions, 'padding' | 'emptyDate'>;

interface Element {
  /** `row` when not given. */
  readonly tag?: string;
  /** Ready elements inside; none when not given. */
  readonly children?: readonly string[];
}

/** One `<row … />` with every attribute present, padded as the site pads. */
export function writeRow<T>(
  item: T,
  columns: readonly Column<T>[],
  style: Style,
  { tag = 'row', children = [] }: Element = {},
): string {
  const attributes = columns.map((column) => {
    const value = column.read(item) ?? missing(column, style);
    return ` ${column.name}="${escapeXml(padded(value, column, style))}"`;
  });
  const start = `<${tag}${attributes.join('')}`;
  return children.length === 0 ? `${start}/>` : `${start}>${children.join('')}</${tag}>`;
}

const missing = <T>({ kind, length }: Column<T>, { emptyDate }: Style): string =>
  emptyDate === 'zeros' && (kind === 'day' || kind === 'month') ? '0'.repeat(length) : '';

function padded<T>(value: string, { kind, length }: Column<T>, { padding }: Style): string {
  if (kind === 'name') return value;
  const room = Math.max(0, length - Array.from(value).length);
  switch (padding) {
    case 'none':
      return value;
    case 'space':
      return value + ' '.repeat(room);
    case 'fullwidth':
      return kind === 'text' ? value + '\u3000'.repeat(room) : ` ${value} `;
  }
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
