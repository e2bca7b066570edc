import type { z } from 'zod';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { HousingFundRecord } from '../../../domain/housing-fund/HousingFundRecord.ts';
import { expectShape } from '../../transport/expectShape.ts';
import { expectDistinct } from '../expectDistinct.ts';
import { inOrderOfStart } from '../inOrderOfStart.ts';
import { toAccountContent } from '../toAccountContent.ts';
import type { AmountUnit } from './options.ts';
import { type AccountRow, accountRow } from './wire.ts';

/** How the rows of a centre are read, and what stands beside them. */
export interface CentreReading {
  readonly unit: AmountUnit;
  /** 数据时间, epoch ms. */
  readonly asOf: number;
  /** 机构名称. */
  readonly centerName: string;
  readonly jurisdiction: DivisionCode;
}

/**
 * The accounts of one person, in order of opening; `null` where there is none.
 *
 * @throws {TongbanError} JURISDICTION_BAD_RESPONSE naming the field.
 */
export function toRecord(
  rows: readonly unknown[],
  { unit, asOf, centerName, jurisdiction }: CentreReading,
): HousingFundRecord | null {
  if (rows.length === 0) return null;
  const shape: z.ZodType<AccountRow> = accountRow(unit);
  const accounts = rows.map((row) => ({
    asOf,
    ...toAccountContent(expectShape(row, { shape, jurisdiction })),
  }));
  expectDistinct(
    accounts.map(({ accountNumber }) => accountNumber),
    jurisdiction,
  );
  return {
    asOf,
    centerName,
    accounts: inOrderOfStart(accounts, ({ openedOn, accountNumber }) => ({
      day: openedOn,
      number: accountNumber,
    })),
  };
}
