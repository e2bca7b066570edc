import { describe, expect, it } from 'vitest';
import { refused } from './refused.ts';
import { withCatalog } from './withCatalog.ts';

const { ask } = withCatalog();
const availability = (fields: string) => `
  query ($item: ID!, $accepting: DivisionCode!, $owning: DivisionCode!, $on: Date) {
    availability(item: $item, acceptingDivision: $accepting, owningDivision: $owning, on: $on) { ${fields} } }`;

describe('availability', () => {
  it('names the agreement, its words, both places, channels, modes and limit', async () => {
    const fields = `
      item { code } acceptingDivision acceptingPlace { name } owningDivision owningPlace { name } on
      status reason beginsOn endedOn basis verified
      grants { basis alliance { id } nationalList { batch } acceptingPlace { name } owningPlace { name }
        startsOn startsOnPrecision endsOn verified scope { itemCount } }
      possible { basis } modes { mode authority } channels { kind name }
      deadline { kind workingDays citation { quote } } instead { kind }`;
    const variables = {
      item: 'hukou-move-spouse',
      accepting: '220100000000',
      owning: '210100',
      on: '2022-01-01',
    };

    expect(await ask(availability(fields), variables)).toEqual({
      data: {
        availability: {
          item: { code: 'hukou-move-spouse' },
          acceptingDivision: '220100',
          acceptingPlace: { name: '长春市' },
          owningDivision: '210100',
          owningPlace: { name: '沈阳市' },
          on: '2022-01-01',
          status: 'AVAILABLE',
          reason: null,
          beginsOn: null,
          endedOn: null,
          basis: 'ALLIANCE',
          verified: true,
          grants: [
            {
              basis: 'ALLIANCE',
              alliance: { id: 'north-east-hukou' },
              nationalList: null,
              acceptingPlace: { name: '长春市' },
              owningPlace: { name: '沈阳市' },
              startsOn: '2021-08-01',
              startsOnPrecision: 'MONTH',
              endsOn: null,
              verified: true,
              scope: { itemCount: 5 },
            },
            {
              basis: 'NATIONAL_LIST',
              alliance: null,
              nationalList: { batch: '2020-35/2021' },
              acceptingPlace: null,
              owningPlace: null,
              startsOn: '2021-12-31',
              startsOnPrecision: 'YEAR',
              endsOn: null,
              verified: true,
              scope: null,
            },
          ],
          possible: [],
          modes: null,
          channels: [],
          deadline: { kind: 'AGREED', workingDays: 10, citation: { quote: '办理时限:10个工作日' } },
          instead: [],
        },
      },
    });
  });

  it('shows 茂名 for 玉林 and 玉林 for 茂名 as two answers', async () => {
    const fields =
      'status reason beginsOn possible { alliance { id } scope { text itemCount items { name } } }';
    const answer = (text: string, itemCount: number) => ({
      data: {
        availability: {
          status: 'UNKNOWN',
          reason: 'SCOPE_NOT_LISTED',
          beginsOn: '2021-12-31',
          possible: [{ alliance: { id: 'maoming-yulin' }, scope: { text, itemCount, items: null } }],
        },
      },
    });
    const asked = { item: 'hukou-certificate', on: '2020-09-21' };

    expect(await ask(availability(fields), { ...asked, accepting: '4409', owning: '4509' })).toEqual(
      answer('公安、医社保、公积金等领域共25项', 25),
    );
    expect(await ask(availability(fields), { ...asked, accepting: '4509', owning: '4409' })).toEqual(
      answer('8个领域共31项政务服务通办事项', 31),
    );
  });

  it('says what to do instead: the nearest places, and what the list announces', async () => {
    const fields = `status reason instead { kind acceptingPlace { name } beginsOn nationalList { batch }
      grant { alliance { id } startsOn verified } }`;
    const variables = { item: 'first-id-card', accepting: '510100', owning: '110000', on: '2023-03-01' };
    const place = (name: string, id: string, startsOn: string, verified = true) => ({
      kind: 'OTHER_PLACE',
      acceptingPlace: { name },
      beginsOn: null,
      nationalList: null,
      grant: { alliance: { id }, startsOn, verified },
    });

    expect(await ask(availability(fields), variables)).toEqual({
      data: {
        availability: {
          status: 'UNKNOWN',
          reason: 'PAIR_NOT_COVERED',
          instead: [
            place('自贡市', 'zigong-first-id-24', '2023-02-01'),
            place('天津市', 'jing-jin-ji-first-id', '2021-11-01'),
            place('河北省', 'jing-jin-ji-first-id', '2021-11-01'),
            {
              kind: 'NATIONAL_LIST_WITHOUT_YEAR',
              acceptingPlace: null,
              beginsOn: null,
              nationalList: { batch: '2020-35/after-2021' },
              grant: null,
            },
          ],
        },
      },
    });
  });

  it('says from when', async () => {
    const fields = 'status reason beginsOn instead { kind beginsOn grant { alliance { id } } }';
    const variables = { item: 'marriage-register', accepting: '11', owning: '64', on: '2023-05-31' };

    expect(await ask(availability(fields), variables)).toEqual({
      data: {
        availability: {
          status: 'UNAVAILABLE',
          reason: 'NOT_BEGUN',
          beginsOn: '2023-06-01',
          instead: [
            { kind: 'OTHER_PLACE', beginsOn: null, grant: { alliance: { id: 'marriage-guangdong-pilot' } } },
            { kind: 'LATER', beginsOn: '2023-06-01', grant: { alliance: { id: 'marriage-21' } } },
            { kind: 'NATIONAL_LIST_WITHOUT_YEAR', beginsOn: null, grant: null },
          ],
        },
      },
    });
  });

  it('knows that it does not know an item', async () => {
    const fields = 'item { code } status reason modes { mode } instead { kind }';

    expect(await ask(availability(fields), { item: 'none', accepting: '11', owning: '64' })).toEqual({
      data: {
        availability: {
          item: null,
          status: 'UNKNOWN',
          reason: 'ITEM_NOT_IN_CATALOGUE',
          modes: null,
          instead: [],
        },
      },
    });
  });

  it('does not say yes to what is only remembered, but shows it', async () => {
    const fields = `status reason beginsOn basis verified quotes grants { basis }
      possible { basis nationalList { batch } verified quotes source } inside { basis }`;
    const variables = { item: 'fund-withdraw-rent', accepting: '11', owning: '65', on: '2024-12-31' };

    expect(await ask(availability(fields), variables)).toEqual({
      data: {
        availability: {
          status: 'UNKNOWN',
          reason: 'NOT_CONFIRMED',
          beginsOn: null,
          basis: null,
          verified: null,
          quotes: [],
          grants: [],
          possible: [
            {
              basis: 'NATIONAL_LIST',
              nationalList: { batch: '2022-34/2023' },
              verified: false,
              quotes: [],
              source: 'recalled from general knowledge; the annex was not found',
            },
          ],
          inside: [],
        },
      },
    });
  });

  it('shows a province the cities in it, on both sides, with their limit', async () => {
    const fields = `status reason deadline { workingDays }
      inside { acceptingPlace { name } owningPlace { name } alliance { timeLimit { workingDays citation { source } } } }`;
    const source = 'encyclopedia article 跨省通办, last revision 2024-12-12';
    const pair = (accepting: string, owning: string) => ({
      acceptingPlace: { name: accepting },
      owningPlace: { name: owning },
      alliance: { timeLimit: { workingDays: 10, citation: { source } } },
    });
    const asked = { item: 'hukou-move-spouse', accepting: '21' };
    const inside = ['沈阳市', '大连市', '营口市'].map((city) => pair(city, '长春市'));

    expect(await ask(availability(fields), { ...asked, owning: '2201', on: '2021-09-01' })).toEqual({
      data: { availability: { status: 'UNKNOWN', reason: 'ONLY_SOME_PLACES', deadline: null, inside } },
    });
    expect(await ask(availability(fields), { ...asked, owning: '2201', on: '2022-01-01' })).toEqual({
      data: { availability: { status: 'AVAILABLE', reason: null, deadline: null, inside } },
    });
  });

  it('offers to do it online only with the words that say so', async () => {
    const fields = 'instead { kind mode { mode citation { quote } } }';
    const variables = { item: 'fund-deposit-certificate', accepting: '11', owning: '65', on: '2019-01-01' };
    const quote =
      '个人住房公积金信息查询、出具贷款职工住房公积金缴存使用证明、住房公积金单位和个人缴存信息变更、正常退休提取住房公积金、提前还清住房公积金贷款、开具住房公积金个人住房贷款全部还清证明已实现全程网办';

    expect(await ask(availability(fields), variables)).toEqual({
      data: {
        availability: {
          instead: [{ kind: 'FULLY_ONLINE', mode: { mode: 'FULLY_ONLINE', citation: { quote } } }],
        },
      },
    });
  });

  it.each([
    [{ accepting: '99' }, 'acceptingDivision must be a division code of 2, 4, 6, 9 or 12 digits'],
    [{ owning: '1' }, 'owningDivision must be a division code of 2, 4, 6, 9 or 12 digits'],
    [{ on: '2021-02-30' }, 'on must be a day of the form YYYY-MM-DD'],
  ])('refuses %j', async (given, message) => {
    const variables = { item: 'first-id-card', accepting: '11', owning: '12', ...given };

    expect(await ask(availability('status'), variables)).toEqual(
      expect.objectContaining({ errors: [expect.objectContaining(refused(message))] }),
    );
  });

  it('is answered for all pairs of provinces at once', async () => {
    const query = '{ availabilities(item: "marriage-register", on: "2023-06-01") { status } }';
    const answer = (await ask(query)) as { data: { availabilities: { status: string }[] } };
    const available = answer.data.availabilities.filter(({ status }) => status === 'AVAILABLE').length;

    // 21 for each other, and 广东 for the 10 other provinces of the mainland.
    expect([answer.data.availabilities.length, available]).toEqual([35 * 35, 21 * 20 + 10]);
  });
});

describe('alliances', () => {
  it('have members by their day: 广西 joins 西南 in May 2022', async () => {
    const query = `query ($on: Date) { alliance(id: "south-west") {
      name formerNames { name until { stated precision firstDay } } members(on: $on) { code from { stated } } } }`;
    const five = ['50', '51', '52', '53', '54'].map((code) => ({ code: `${code}0000`, from: null }));
    const alliance = {
      name: '西南地区政务服务“跨省通办”',
      formerNames: [
        {
          name: '西南五省政务服务“跨省通办”',
          until: { stated: '2022-05', precision: 'MONTH', firstDay: '2022-05-01' },
        },
      ],
    };

    expect(await ask(query, { on: '2022-04-30' })).toEqual({
      data: { alliance: { ...alliance, members: five } },
    });
    expect(await ask(query, { on: '2022-05-01' })).toEqual({
      data: {
        alliance: { ...alliance, members: [...five, { code: '450000', from: { stated: '2022-05' } }] },
      },
    });
  });

  it.each([
    [
      '山西 is in two of property',
      '14',
      '2024-11-20',
      [
        'north-china-property',
        'central-china-property',
        'shanxi-shaanxi-ningxia',
        'used-car-20',
        'yuci-first-id',
      ],
    ],
    [
      'before the second',
      '140000',
      '2024-11-19',
      ['north-china-property', 'shanxi-shaanxi-ningxia', 'used-car-20', 'yuci-first-id'],
    ],
    ['of a city and around it', '4409', '2022-01-01', ['maoming-yulin', 'marriage-guangdong-pilot']],
  ])('%s', async (_, member, on, ids) => {
    const answer = await ask(
      'query ($on: Date, $member: DivisionCode) { alliances(on: $on, member: $member) { id } }',
      { on, member },
    );
    const { data } = answer as { data: { alliances: { id: string }[] } };

    expect(data.alliances.map(({ id }) => id).toSorted()).toEqual([...ids].toSorted());
  });

  it('show a star, directions, and what no source says', async () => {
    const query = `{
      star: alliance(id: "shanxi-shaanxi-ningxia") { pairing hub { name } directions { owningStated } }
      directed: alliance(id: "maoming-yulin") { pairing hub { name }
        directions { acceptingDivisions owningDivisions owningStated scope { itemCount } } }
      open: alliance(id: "yangtze-delta") { startsOn { stated } members { code } pairing verified }
      cities: alliance(id: "used-car-20") { unnamedMemberCount members { division { name } } scope { items { name item { code } } } }
      none: alliance(id: "none") { id } }`;
    const direction = (accepting: string, owning: string, itemCount: number) => ({
      acceptingDivisions: [accepting],
      owningDivisions: [owning],
      owningStated: true,
      scope: { itemCount },
    });

    expect(await ask(query)).toEqual({
      data: {
        star: { pairing: 'STAR', hub: { name: '山西省' }, directions: [] },
        directed: {
          pairing: 'DIRECTED',
          hub: null,
          directions: [direction('440900', '450900', 25), direction('450900', '440900', 31)],
        },
        open: { startsOn: null, members: null, pairing: null, verified: false },
        cities: {
          unnamedMemberCount: 16,
          members: ['天津市', '太原市', '沈阳市', '上海市'].map((name) => ({ division: { name } })),
          scope: { items: [{ name: '小型非营运二手车交易登记', item: { code: 'used-car-transfer' } }] },
        },
        none: null,
      },
    });
  });
});
