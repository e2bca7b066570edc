import { describe, expect, it } from 'vitest';
import { PROVINCES } from '../../../domain/provinces.ts';
import { refused } from './refused.ts';
import { withCatalog } from './withCatalog.ts';

const { ask } = withCatalog();
const CITIES = [
  ['340100', '合肥市'],
  ['430700', '常德市'],
  ['440900', '茂名市'],
  ['450900', '玉林市'],
  ['510300', '自贡市'],
] as const;

describe('divisions', () => {
  it('are the 35 of province level and five cities, in order of code', async () => {
    const expected = [...PROVINCES.map(({ code, nameZh }) => [code, nameZh] as const), ...CITIES]
      .map(([code, name]) => ({ code, name }))
      .toSorted((one, other) => one.code.localeCompare(other.code));

    expect(expected).toHaveLength(40);
    expect(await ask('{ divisions { code name } }')).toEqual({ data: { divisions: expected } });
  });

  it.each([
    ['CITY', CITIES.map(([code]) => code)],
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
