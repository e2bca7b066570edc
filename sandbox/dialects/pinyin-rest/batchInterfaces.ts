import { z } from 'zod';
import type { HousingFundFile } from '../../world/HousingFundFile.ts';
import { accountRow } from './accountRow.ts';
import type { CentreHabits } from './CentreHabits.ts';
import type { FundAnswer, FundInterface, FundQuery } from './FundInterface.ts';
import { loanRow } from './loanRow.ts';

const BATCH_LIMIT = 50;

const batchBody = z.object({
  RYLB: z.array(z.object({ ZJLX: z.literal('01'), ZJHM: z.string().trim().length(18) })).min(1),
});

/** The two interfaces about many persons at once. */
export const BATCH_INTERFACES: readonly FundInterface[] = [
  {
    path: '/grzh/query',
    read: (body) =>
      readBatch(body, (file, habits) =>
        file.accounts.map((account) => accountRow(account, file.holder, habits)),
      ),
    newer: ['XHRQ', 'DWZH', 'DWMC'],
    unknownCode: ['GRZHZT', '77'],
  },
  {
    path: '/dkxx/query',
    read: (body) =>
      readBatch(body, (file, habits) => file.loans.map((loan) => loanRow(loan, file.holder, habits))),
    newer: ['DKFFRQ'],
    unknownCode: ['DKZT', '77'],
  },
];

function readBatch(
  body: unknown,
  rowsOf: (file: HousingFundFile, habits: CentreHabits) => FundAnswer['rows'],
): FundQuery | '2001' | '2002' {
  const parsed = batchBody.safeParse(body);
  if (!parsed.success) return '2001';
  const asked = [...new Set(parsed.data.RYLB.map(({ ZJHM }) => ZJHM.toUpperCase()))];
  if (asked.length > BATCH_LIMIT) return '2002';
  return {
    asked,
    answer: (files, habits) => ({
      beside: {},
      rows: files
        .flatMap((file) => rowsOf(file, habits))
        .toSorted((one, other) => (storageKey(one) < storageKey(other) ? -1 : 1)),
    }),
  };
}

/** Rows lie by the tail of the account or contract number, which is anything but the order of the request. */
function storageKey(row: Readonly<Record<string, string>>): string {
  const [number = ''] = Object.values(row);
  return Array.from(number.trim()).reverse().join('');
}
