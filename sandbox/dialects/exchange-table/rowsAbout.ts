import type { RunCircumstances } from '../../exchange/ExchangeDialect.ts';
import { habitsOf } from '../../exchange/habitsOf.ts';
import type { PersonSheet } from '../../exchange/PersonSheet.ts';
import { personQuirk } from '../../exchange/personQuirk.ts';
import { sheetsAbout } from '../../exchange/sheetsAbout.ts';
import { yesterdaysSheet } from '../../exchange/yesterdaysSheet.ts';
import type { SandboxSite } from '../../SandboxDialect.ts';
import type { DataRow } from './DataRow.ts';
import type { ExchangeTableOptions } from './ExchangeTableOptions.ts';
import { spoiledText } from './spoiledText.ts';
import { writeContent } from './writeContent.ts';

export interface RowsChoice {
  /** 公民身份号码, upper case. */
  readonly number: string;
  /** Epoch ms. */
  readonly dataTime: number;
  /** Whether the platform was told of the person before. */
  readonly isNew: boolean;
}

/**
 * The data rows about one person: one per type, then what the centre repeats, then what it brings late.
 *
 * Number and name in the content are those of the file that was found, the column's is the one asked for.
 */
export function rowsAbout(
  site: SandboxSite,
  { contentFormat }: Pick<ExchangeTableOptions, 'contentFormat'>,
  { world, fault }: RunCircumstances,
  { number, dataTime, isNew }: RowsChoice,
): readonly DataRow[] {
  const isOlder = fault?.kind === 'stale-schema';
  const sheets = sheetsAbout(site, world, { number, dataTime, splitsSchedule: false, isOlder });
  const rowOf = (sheet: PersonSheet): DataRow => ({
    sjlx: sheet.type.code,
    sjnr: spoiledText(writeContent(sheet, site, contentFormat), fault, contentFormat),
    zjhm: habitsOf(site.jurisdiction).personNumber(number),
    czlx: operationOf(sheet, isNew),
  });
  const rows = sheets.map(rowOf);
  switch (personQuirk(number)) {
    case 'twice':
      return [...rows, ...rows.slice(0, 1)];
    case 'late':
      return [...rows, ...sheets.slice(0, 1).map((sheet) => rowOf(yesterdaysSheet(sheet)))];
    case 'none':
      return rows;
  }
}

function operationOf({ owner }: PersonSheet, isNew: boolean): DataRow['czlx'] {
  if (owner === null) return 'D';
  return isNew ? 'I' : 'U';
}
