import { z } from 'zod';
import { isDivisionCode, parseDivisionCode } from '../../domain/divisionCode.ts';
import { PROVINCES } from '../../domain/provinces.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { Division } from './Division.ts';
import { readDataFile } from './readDataFile.ts';

const FILE = 'cities.json';

const cityRow = z.object({
  code: z
    .custom<string>(isDivisionCode, 'must be a 6-digit division code')
    .refine((code) => /^\d{4}00$/.test(code) && !code.endsWith('0000'), 'must be a city-level code'),
  nameZh: z.string().min(1),
  shortZh: z.string().min(1),
  nameEn: z.string().min(1).nullable(),
  source: z.string().min(1),
});

/**
 * The province-level divisions and the city-level ones of the data folder, in order of code.
 *
 * @throws {Error} with one line naming file, row, field and reason.
 */
export async function readDivisions(folder: string): Promise<readonly Division[]> {
  const cities = await readDataFile(folder, FILE, 'cities', cityRow);
  const divisions = [
    ...PROVINCES.map((row) => toDivision(row, 'PROVINCE')),
    ...cities.map((row) => toDivision(row, 'CITY')),
  ];
  divisions.sort((one, other) => Number(one.code) - Number(other.code));

  const twice = divisions.find(({ code }, index) => divisions[index + 1]?.code === code);
  if (twice !== undefined)
    throw new TongbanError('BAD_USER_INPUT', `${FILE}: ${twice.code} stands there twice`);
  return divisions;
}

function toDivision(
  row: {
    readonly code: string;
    readonly nameZh: string;
    readonly shortZh: string;
    readonly nameEn: string | null;
  },
  level: Division['level'],
): Division {
  return {
    code: parseDivisionCode(row.code),
    name: row.nameZh,
    shortName: row.shortZh,
    englishName: row.nameEn,
    level,
  };
}
