import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import { isCitizenNumber } from '../../exchange/isCitizenNumber.ts';
import type { ExchangeTableOptions } from './ExchangeTableOptions.ts';

/** The columns of a request that its meaning lies in. */
export interface RequestRow {
  readonly qqlx: string;
  readonly qqnr: string;
  readonly zjhm: string;
}

const content = z.object({ PTBM: z.string().trim().min(1), ZJHM: z.string().trim().min(1) });
const parser = new XMLParser({ parseTagValue: false, processEntities: false, ignoreDeclaration: true });

/** The number that a request asks about, or the code of table 7 that it is refused with. */
export function readQuery(
  { qqlx, qqnr, zjhm }: RequestRow,
  { contentFormat, platformCode }: Pick<ExchangeTableOptions, 'contentFormat' | 'platformCode'>,
): { readonly number: string } | '201' | '202' | '203' | '204' {
  if (qqlx.trim() !== 'CX') return '202';
  const read = content.safeParse(contentFormat === 'json' ? fromJson(qqnr) : fromXml(qqnr));
  if (!read.success) return '201';
  if (read.data.PTBM !== platformCode) return '204';
  const number = read.data.ZJHM.toUpperCase();
  return isCitizenNumber(number) && zjhm.trim().toUpperCase() === number ? { number } : '203';
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function fromXml(text: string): unknown {
  if (text.includes('<!') || text.includes('&') || XMLValidator.validate(text) !== true) return null;
  const tree: unknown = parser.parse(text);
  return z.object({ data: z.unknown() }).safeParse(tree).data?.data;
}
