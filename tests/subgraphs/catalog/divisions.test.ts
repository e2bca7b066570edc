import { describe, expect, it } from 'vitest';
import { PROVINCES } from '../../../domain/provinces.ts';
import { refused } from './refused.ts';
import { withCatalog } from './withCatalog.ts';

const { ask, askForCaching } = withCatalog();
const CITIES = [
  ['140100', '太原市'],
  ['140700', '晋中市'],
  ['210100', '沈阳市'],
  ['210200', '大连市'],
  ['210800', '营口市'],
  ['220100', '长春市'],
  ['220200', '吉林市'],
  ['220300', '四平市'],
  ['230100', '哈尔滨市'],
  ['230200', '齐齐哈尔市'],
  ['231000', '牡丹江市'],
  ['330100', '杭州市'],
  ['340100', '合肥市'],
  ['430200', '株洲市'],
  ['430700', '常德市'],
  ['440100', '广州市'],
  ['440900', '茂名市'],
  ['450900', '玉林市'],
  ['510300', '自贡市'],
  ['540400', '林芝市'],
] as const;
const COUNTIES = [
  ['120116', '滨海新区'],
  ['140702', '榆次区'],
  ['231086', '东宁市'],
  ['330122', '桐庐县'],
  ['540402', '巴宜区'],
] as const;

describe('divisions', () => {
  it('are the 35 of province level and the 25 cities and counties that the sources name, in order of code', async () => {
    const expected = [...PROVINCES.map(({ code, nameZh }) => [code, nameZh] as const), ...CITIES, ...COUNTIES]
      .map(([code, name]) => ({ code, name }))
      .toSorted((one, other) => one.code.localeCompare(other.code));

    expect(expected).toHaveLength(60);
    expect(await ask('{ divisions { code name } }')).toEqual({ data: { divisions: expected } });
  });

  it.each([
    ['CITY', CITIES.map(([code]) => code)],
    ['COUNTY', COUNTIES.map(([code]) => code)],
    ['PROVINCE', PROVINCES.map(({ code }) => code)],
  ])('are found by level %s', async (level, codes) => {
    const answer = await ask('query ($level: DivisionLevel) { divisions(level: $level) { code } }', {
      level,
    });

    expect(answer).toEqual({ data: { divisions: codes.map((code) => ({ code })) } });
  });

  it.each(['4307', '430700', '430700000000'])('are found by code in any spelling: %s', async (code) => {
    const fields = 'code name shortName englishName level province { code shortName province { code } }';

    expect(
      await ask(`query ($code: DivisionCode!) { division(code: $code) { ${fields} } }`, { code }),
    ).toEqual({
      data: {
        division: {
          code: '430700',
          name: '常德市',
          shortName: '常德',
          englishName: 'Changde',
          level: 'CITY',
          province: { code: '430000', shortName: '湖南', province: null },
        },
      },
    });
  });

  it('are null where the catalogue knows none', async () => {
    expect(await ask('{ division(code: "430800") { code } }')).toEqual({ data: { division: null } });
  });

  it.each(['"43070"', '"990000"', '430700', 'true'])('refuse %s', async (code) => {
    expect(await ask(`{ division(code: ${code}) { code } }`)).toEqual({
      data: { division: null },
      errors: [expect.objectContaining(refused('code must be a division code of 2, 4, 6, 9 or 12 digits'))],
    });
  });

  it('answer references in canonical spelling, and no other', async () => {
    const reps = ['430700', '430000', '4307', '430800'].map((code) => ({ __typename: 'Division', code }));
    const query =
      'query ($reps: [_Any!]!) { _entities(representations: $reps) { ... on Division { name } } }';

    const answers = [await ask(query, { reps }), await ask(query, { reps })];

    const expected = { data: { _entities: [{ name: '常德市' }, { name: '湖南省' }, null, null] } };
    expect(answers).toEqual([expected, expected]);
  });
});

it('lets gateways keep for everybody what the catalogue says, for a minute', async () => {
  expect(await askForCaching('{ division(code: "43") { name } }')).toBe(
    'public, max-age=60, stale-while-revalidate=300, stale-if-error=86400',
  );
});
