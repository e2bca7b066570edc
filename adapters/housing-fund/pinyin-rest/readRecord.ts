import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { HousingFundRecord } from '../../../domain/housing-fund/HousingFundRecord.ts';
import { expectDistinct } from '../expectDistinct.ts';
import { inOrderOfStart } from '../inOrderOfStart.ts';
import type { PersonRows } from './matchRows.ts';
import type { RatioUnit } from './options.ts';
import { readRows } from './readRows.ts';
import { toHousingFundAccount } from './toHousingFundAccount.ts';
import { accountRow, type BatchAnswer } from './wire.ts';

interface RecordReading {
  readonly answer: Pick<BatchAnswer, 'JGMC' | 'SJSJ'>;
  readonly ratioUnit: RatioUnit;
  readonly jurisdiction: DivisionCode;
}

/**
 * Reads the accounts of one person; `null` where there is none.
 *
 * @throws {TongbanError} for the entry of this person.
 */
export function readRecord(
  about: PersonRows,
  { answer: { JGMC: centerName, SJSJ: asOf }, ratioUnit, jurisdiction }: RecordReading,
): HousingFundRecord | null {
  const rows = readRows(about, { shape: accountRow(ratioUnit), jurisdiction });
  if (rows.length === 0) return null;
  expectDistinct(
    rows.map(({ GRZH }) => GRZH),
    jurisdiction,
  );
  const accounts = rows.map((row) => toHousingFundAccount(row, asOf));
  return {
    asOf,
    centerName,
    accounts: inOrderOfStart(accounts, ({ openedOn, accountNumber }) => ({
      day: openedOn,
      number: accountNumber,
    })),
  };
}
