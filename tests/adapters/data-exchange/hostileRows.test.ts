import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { readVehicles } from '../../../adapters/public-security/data-exchange/readVehicles.ts';
import { toHukouRecord } from '../../../adapters/public-security/data-exchange/toHukouRecord.ts';
import { householdRow } from '../../../adapters/public-security/data-exchange/wire.ts';
import { matchRows } from '../../../adapters/transport/data-exchange/matchRows.ts';
import { readSingle } from '../../../adapters/transport/data-exchange/readSingle.ts';
import { subjectRow } from '../../../adapters/transport/data-exchange/subjectRow.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { company, wu, zheng } from './rows.ts';

const jurisdiction = parseDivisionCode('43');
const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom('20261122103000', '20200229', '430104', '000012345', '01', '', ' ', '长期', 'constructor'),
);
const KEYS = [
  'sjgxsj',
  'hh',
  'hlx',
  'hzxm',
  'yhzgxdm',
  'ssxqdm',
  'qhnxxdz',
  'hcy',
  'qyxx',
  'hphm',
  'ccdjrq',
  '__proto__',
];
const row = fc
  .tuple(
    fc.constantFrom(
      { gmsfhm: wu.number, xm: wu.name },
      { gmsfhm: `${zheng.number} `, xm: zheng.name },
      { gmsfhm: wu.number, xm: zheng.name },
      { tyshxydm: company.number, dwmc: company.name },
      { gmsfhm: '' },
    ),
    fc.dictionary(fc.constantFrom(...KEYS), value),
  )
  .map(([subject, rest]) => ({ ...rest, ...subject }));

/** What reading ends in. */
function outcome(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}

it('turns whatever stands in rows into domain objects or errors of ours that quote nothing', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 6 }), (rows) => {
      const subjects = z.array(subjectRow).safeParse(rows);
      if (!subjects.success) return;

      for (const about of matchRows(subjects.data, [wu, zheng, company])) {
        const outcomes = [
          outcome(() => readSingle(about, { shape: householdRow, toDomain: toHukouRecord, jurisdiction })),
          outcome(() => readVehicles(about, jurisdiction)),
        ];
        for (const error of outcomes.filter((result) => result instanceof Error)) {
          expect(error).toBeInstanceOf(TongbanError);
          expect(error.message).not.toMatch(/1099|吴|郑/);
        }
      }
    }),
    { numRuns: 500, seed: 20_261_122 },
  );
});
