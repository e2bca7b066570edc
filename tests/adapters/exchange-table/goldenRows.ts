import { readdirSync, readFileSync } from 'node:fs';
import { type DivisionCode, parseDivisionCode } from '../../../domain/divisionCode.ts';

const FOLDER = new URL('../../golden/exchange-table/', import.meta.url);

export interface GoldenRow {
  readonly name: string;
  readonly meaning: string;
  readonly department: 'housing-fund' | 'social-insurance';
  readonly jurisdiction: DivisionCode;
  readonly options: {
    readonly schema: string;
    readonly contentFormat: 'json' | 'xml';
    readonly platformCode: string;
  };
  readonly columns: Readonly<Record<string, string>>;
  readonly person: string;
  readonly now: string | undefined;
  readonly content: string;
  readonly expected: Readonly<Record<string, unknown>>;
}

/** The golden rows of a kind: `row` as centres write them, `request` as we do. */
export function goldenRows(kind: 'row' | 'request'): readonly GoldenRow[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(`.${kind}.json`))
    .map((file) => {
      const read = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
      return {
        ...read,
        name: file.replace(`.${kind}.json`, ''),
        jurisdiction: parseDivisionCode(read.jurisdiction),
        content: readFileSync(new URL(read.bytes, FOLDER), 'utf8'),
      };
    });
}
