import iconv from 'iconv-lite';
import type { RunCircumstances } from '../../exchange/ExchangeDialect.ts';
import { spoilContent } from '../../faults/spoilContent.ts';
import type { ExchangeTableOptions } from './ExchangeTableOptions.ts';

/** Content as a fault of the bytes leaves it. */
export function spoiledText(
  text: string,
  fault: RunCircumstances['fault'],
  format: ExchangeTableOptions['contentFormat'],
): string {
  // The column takes nothing but text: what a client with the wrong charset makes of it arrives as U+FFFD.
  if (fault?.kind === 'wrong-charset') return iconv.encode(text, 'gb18030').toString('utf8');
  if (fault === null) return text;
  return spoilContent(Buffer.from(text), fault, format === 'xml').toString('utf8');
}
