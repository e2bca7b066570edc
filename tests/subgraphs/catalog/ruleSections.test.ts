import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { readDocument } from '../../../subgraphs/catalog/document/readDocument.ts';
import { CoverageStore } from '../../../subgraphs/catalog/storage/CoverageStore.ts';
import { openDatabase } from '../../../subgraphs/catalog/storage/openDatabase.ts';
import { importCatalogue } from '../../../subgraphs/catalog/versions/importCatalogue.ts';
import { queryDatabase } from '../people/queryDatabase.ts';
import { ABOUT, itemOf, smallDocuments } from './smallDocument.ts';
import { withCatalog } from './withCatalog.ts';

const { ask, createDatabase, start } = withCatalog();
const write = smallDocuments();

const scope = (item: string | null) => ({
  text: null,
  items: item === null ? null : [{ name: '事项', item }],
  itemCount: null,
  categories: null,
});
const allianceOf = (given: Readonly<Record<string, unknown>> = {}) => ({
  id: 'one',
  kind: 'alliance',
  nameZh: '联盟',
  startsOn: '2021-01',
  endsOn: null,
  members: [{ division: '43' }, { division: '4403' }],
  pairing: 'each-other',
  scope: scope('card'),
  timeLimit: null,
  verified: true,
  source: 'a test',
  quotes: ['原文'],
  ...given,
});
const cities = [{ code: '440300', nameZh: '深圳市', shortZh: '深圳', nameEn: null, source: 'a test' }];
const documentOf = (sections: object) => ({ catalogue: ABOUT, items: [itemOf('card')], cities, ...sections });
const clauseOf = (accepting: string, owning: string) => ({
  accepting: [accepting],
  owning: [owning],
  owningStated: true,
});

describe('a bad row is refused with file, row, field and reason', () => {
  it.each([
    [
      'alliances',
      allianceOf({ startsOn: '2021-13' }),
      'startsOn: must be a date of the form YYYY, YYYY-MM or YYYY-MM-DD',
    ],
    [
      'alliances',
      allianceOf({ members: [{ division: '99' }] }),
      'members.0.division: must be a division code of 2, 4, 6, 9 or 12 digits',
    ],
    ['alliances', allianceOf({ quotes: [] }), 'quotes: needs the words of its source'],
    ['alliances', allianceOf({ pairing: 'star' }), 'hub: stands where pairing is star, and only there'],
    ['alliances', allianceOf({ pairing: 'star', hub: '11' }), 'hub: must be a member'],
    [
      'alliances',
      allianceOf({ knownOn: '2024-12-12' }),
      'knownOn: stands where startsOn is null, and only there',
    ],
    [
      'alliances',
      allianceOf({ startsOn: null, startsOnSource: 'an entry' }),
      'startsOnSource: says what gives startsOn, but startsOn is null',
    ],
    [
      'alliances',
      allianceOf({ scope: { ...scope('card'), items: [{ name: '事项', item: 'card', mayMean: ['card'] }] } }),
      'scope.items.0.mayMean: stands where item is null, and only there',
    ],
    [
      'alliances',
      allianceOf({ scope: { ...scope('card'), items: [{ name: '事项', item: null, mayMean: ['none'] }] } }),
      'scope.items: none is no item',
    ],
    [
      'alliances',
      allianceOf({ scope: { ...scope('card'), modes: [{ mode: '全程网办', source: 'a test' }] } }),
      'scope.modes.0.quote: Invalid input: expected string, received undefined',
    ],
    [
      'alliances',
      allianceOf({ pairing: 'directed' }),
      'clauses: stand where pairing is directed, and only there',
    ],
    [
      'alliances',
      allianceOf({ timeLimit: { workingDays: 10, source: 'a test' } }),
      'timeLimit.quote: Invalid input: expected string, received undefined',
    ],
    [
      'alliances',
      allianceOf({ timeLimit: { workingDays: 10, source: 'a test', quote: '尽快办结' } }),
      'timeLimit.quote: does not state this number of days',
    ],
    [
      'alliances',
      allianceOf({ channels: [{ kind: 'app', name: '某APP', source: 'a test' }] }),
      'channels.0.quote: Invalid input: expected string, received undefined',
    ],
    ['alliances', allianceOf({ endsOn: '2020-12' }), 'endsOn: must not be before startsOn'],
    [
      'alliances',
      allianceOf({ members: [{ division: '43' }, { division: '44', from: '2023-05', through: '2022' }] }),
      'members.1.through: must not be before from',
    ],
    [
      'alliances',
      allianceOf({ members: [{ division: '43' }, { division: '4399' }] }),
      'members: 439900 is neither of province level nor one of the cities',
    ],
    [
      'alliances',
      allianceOf({ pairing: 'directed', clauses: [clauseOf('4399', '44')] }),
      'clauses.accepting: 439900 is neither of province level nor one of the cities',
    ],
    [
      'alliances',
      allianceOf({ pairing: 'directed', clauses: [clauseOf('44', '4399')] }),
      'clauses.owning: 439900 is neither of province level nor one of the cities',
    ],
    [
      'alliances',
      allianceOf({ members: Array.from({ length: 401 }, () => ({ division: '43' })) }),
      'members: Too big: expected array to have <=400 items',
    ],
    [
      'alliances',
      allianceOf({
        members: Array.from({ length: 400 }, () => ({ division: '43' })),
        scope: {
          ...scope(null),
          items: [
            { name: 'a', item: 'card' },
            { name: 'b', item: null },
          ],
        },
      }),
      'row: comes to more than 200000 rows of places and items',
    ],
    ['alliances', allianceOf({ scope: scope('none') }), 'scope.items: none is no item'],
    [
      'alliances',
      allianceOf({ scope: { ...scope(null), categories: ['无'] } }),
      'scope.categories: no item is of 无',
    ],
    [
      'provincialHolidays',
      { id: 'a', division: '45', nameZh: '节日', on: '2026-04-20', source: 'a test' },
      'quote: a day needs the words of its source',
    ],
    [
      'provincialHolidays',
      { id: 'a', division: '4509', nameZh: '节日', on: null, source: 'a test' },
      'division: must be a province-level division',
    ],
    [
      'referenceValues',
      { id: 'a', topic: 'hukou', kind: 'statistic', nameZh: '数', value: 1, unit: '笔', source: 'a test' },
      'quote: Invalid input: expected string, received undefined',
    ],
    [
      'policyStatements',
      { id: 'a', kind: 'goals', nameZh: '要求', source: 'a test' },
      'quote: needs the words of its source',
    ],
    [
      'policyStatements',
      { id: 'a', kind: 'goals', nameZh: '要求', source: 'a test', quote: '原文', items: ['none'] },
      'items: none is no item',
    ],
    [
      'nationalLists',
      { batch: '2020', nameZh: '清单', byEndOf: null, source: 'a test' },
      'batch: must be list and batch, as 2020-35/2021',
    ],
  ])('%s %#', async (section, row, complaint) => {
    const path = await write(documentOf({ [section]: [row] }));

    await expect(readDocument(path)).rejects.toThrow(`${path}: row 1, ${complaint}`);
  });

  it('a batch that no list has', async () => {
    const list = { batch: '2020-35/2020', nameZh: '清单', byEndOf: '2020', source: 'a test' };
    const items = [itemOf('card', { list: '2020-35', batch: '2021' })];
    const path = await write(documentOf({ items, nationalLists: [list] }));

    await expect(readDocument(path)).rejects.toThrow(
      `${path}: row 1, batch: 2020-35/2021 is none of the nationalLists`,
    );
  });
});

it('takes members of which one left before another joined', async () => {
  const members = [
    { division: '43', through: '2022' },
    { division: '44', from: '2023' },
  ];
  const databaseUrl = await createDatabase();
  const path = await write(documentOf({ alliances: [allianceOf({ members })] }));

  expect(await importCatalogue({ databaseUrl, path, logger: pino({ level: 'silent' }) })).toMatchObject({
    version: 1,
    isNew: true,
  });
});

it('names no table where the database refuses what the checks let through', async () => {
  const databaseUrl = await createDatabase();
  await importCatalogue({
    databaseUrl,
    path: await write(documentOf({})),
    logger: pino({ level: 'silent' }),
  });
  await queryDatabase(databaseUrl, `alter table catalog.items add check (code = 'card')`);
  const path = await write(documentOf({ items: [itemOf('other')] }));

  await expect(importCatalogue({ databaseUrl, path, logger: pino({ level: 'silent' }) })).rejects.toThrow(
    /^the catalogue contradicts itself: the database refuses its rows \(SQLSTATE 23514\)$/,
  );
});

it('the database knows endings too: of a member and of the whole', async () => {
  const alliances = [
    allianceOf({ members: [{ division: '43' }, { division: '4403', through: '2022-06' }] }),
    allianceOf({ id: 'two', members: [{ division: '43' }, { division: '11' }], endsOn: '2022-03-15' }),
  ];
  const databaseUrl = await createDatabase();
  await start(databaseUrl, { dataFolder: await write(documentOf({ alliances })) });
  const database = openDatabase(databaseUrl, pino({ level: 'silent' }));
  const decide = async (on: string) =>
    (
      await new CoverageStore(database).decidePairs({
        version: 1,
        itemCode: 'card',
        on: parseCalendarDate(on),
        acceptingDivisions: [parseDivisionCode('43')],
        owningDivisions: ['11', '440305'].map(parseDivisionCode),
      })
    ).map(({ reason, endedOn }) => [reason, endedOn]);

  expect([await decide('2022-03-15'), await decide('2022-06-30'), await decide('2022-07-01')]).toEqual([
    [
      [null, null],
      [null, null],
    ],
    [
      ['ENDED', '2022-03-15'],
      [null, null],
    ],
    [
      ['ENDED', '2022-03-15'],
      ['ENDED', '2022-06-30'],
    ],
  ]);
  await database.destroy();
});

it('the modes that an agreement names for its scope go before those of the item, each with who decides', async () => {
  const mode = (term: string, quote: string) => ({ mode: term, source: 'a test', quote });
  const agreed = { ...mode('异地代收代办', '委托代收'), authority: 'COLLECT' };
  const url = (
    await start(await createDatabase(), {
      dataFolder: await write({
        catalogue: ABOUT,
        items: [itemOf('card', { modes: [mode('全程网办', '全程网办')] })],
        alliances: [
          allianceOf({
            members: [{ division: '43' }, { division: '44' }],
            scope: { ...scope('card'), modes: [agreed] },
          }),
        ],
      }),
    })
  ).url;
  const query = `query ($on: Date) { availability(item: "card", acceptingDivision: "43", owningDivision: "44", on: $on) {
    modes { mode authority citation { source quote } } } }`;
  const answer = (modeName: string, authority: string | null, quote: string) => ({
    data: { availability: { modes: [{ mode: modeName, authority, citation: { source: 'a test', quote } }] } },
  });

  expect(await ask(query, { on: '2021-01-01' }, url)).toEqual(
    answer('PROXY_COLLECTION', 'COLLECT', '委托代收'),
  );
  expect(await ask(query, { on: '2020-12-31' }, url)).toEqual(answer('FULLY_ONLINE', null, '全程网办'));
});
