import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readDocument } from '../../../subgraphs/catalog/document/readDocument.ts';
import { findDataFolder } from '../../../subgraphs/catalog/findDataFolder.ts';
import { ABOUT, itemOf, smallDocuments } from './smallDocument.ts';

const write = smallDocuments();
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-catalog-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** What is said of a document, without the folder that it lies in. */
async function complaint(path: string): Promise<string> {
  try {
    await readDocument(path);
    return 'fine';
  } catch (error) {
    return error instanceof Error
      ? error.message.replaceAll(/\/.*?tongban-catalog-\w+\/?/g, '')
      : String(error);
  }
}

const slugsOf = async (path: string) => (await readDocument(path)).sections.items.map(({ key }) => key);

describe('a catalogue document', () => {
  const YAML = `
catalogue: { title: 测试目录, notice: 仅供测试, source: a test, validFrom: 2025-01-02 }
items:
  - slug: one
    nameZh: 事项
    category: 测试
    leadDepartment:
    subject: both
    modes: [{ mode: 全程网办, source: a test, quote: 已实现全程网办 }]
    list: "2020-35"
    batch: "2020"
    officialSeq: 7
    verified: false
    nameVerified: true
    batchVerified: false
    confidence: low
    source: a test
`;

  it('may be one file, YAML or JSON', async () => {
    const yaml = await readDocument(await write(YAML, 'c.yaml'));
    const json = await readDocument(await write({ catalogue: ABOUT, _note: 'mine', items: [itemOf('two')] }));

    expect([yaml.about.validFrom, yaml.sections.items.map(({ row }) => row.modes)]).toEqual([
      '2025-01-02',
      [[{ mode: '全程网办', source: 'a test', quote: '已实现全程网办' }]],
    ]);
    expect(json.sections.items).toEqual([
      {
        key: 'two',
        name: '事项two',
        place: expect.stringMatching(/catalogue\.json: row 1$/),
        content: itemOf('two'),
        row: {
          ...itemOf('two'),
          aliases: [],
          materials: null,
          promisedWorkingDays: null,
          statutoryWorkingDays: null,
          channels: null,
          citations: [],
        },
      },
    ]);
  });

  it('may be a folder, each section a file or a folder of files in the order of their names', async () => {
    await writeFile(join(folder, 'catalogue.yaml'), 'catalogue: { title: t, notice: n, source: s }');
    await writeFile(join(folder, 'README.md'), 'mine');
    await mkdir(join(folder, 'items'));
    await writeFile(
      join(folder, 'items', 'b.json'),
      JSON.stringify({ items: [itemOf('b-1'), itemOf('b-2')] }),
    );
    await writeFile(join(folder, 'items', 'a.json'), JSON.stringify({ items: [itemOf('a-1')] }));

    expect(await slugsOf(folder)).toEqual(['a-1', 'b-1', 'b-2']);
  });

  it('has another digest when a byte or a name is another', async () => {
    const first = { catalogue: ABOUT, items: [itemOf('a')] };
    const [one, same, other] = await Promise.all(
      [first, first, { ...first, items: [itemOf('b')] }].map(async (content) =>
        readDocument(await write(content)),
      ),
    );

    expect([
      one?.digest.equals(same?.digest ?? Buffer.of()),
      one?.digest.equals(other?.digest ?? Buffer.of()),
    ]).toEqual([true, false]);
  });

  it('may begin with a byte order mark', async () => {
    const text = `\uFEFF${JSON.stringify({ catalogue: ABOUT, items: [itemOf('one')] })}`;

    expect(await slugsOf(await write(text))).toEqual(['one']);
  });

  it('says once what it is', async () => {
    await writeFile(join(folder, 'catalogue.json'), JSON.stringify({ catalogue: ABOUT }));
    const items = { catalogue: { ...ABOUT, title: '另一个' }, items: [itemOf('one')] };
    await writeFile(join(folder, 'items.json'), JSON.stringify(items));

    expect(await complaint(folder)).toBe('items.json: catalogue stands in catalogue.json already');
  });

  it('is refused with a line for every bad row, the first 20 of them', async () => {
    const items = Array.from({ length: 25 }, (_, index) => itemOf(`item-${index}`, { nameZh: '' }));
    const cities = [{ code: '440000', nameZh: '广东', shortZh: '粤', nameEn: null, source: 'x' }];
    const lines = (await complaint(await write({ catalogue: ABOUT, items, cities }))).split('\n');

    expect(lines).toEqual([
      'catalogue.json: row 1, code: must be a city- or county-level code',
      ...Array.from(
        { length: 19 },
        (_, index) => `catalogue.json: row ${index + 1}, nameZh: must not be empty`,
      ),
      'and 6 more',
    ]);
  });

  it.each([
    ['{', 'catalogue.json: is not JSON'],
    ['[]', 'catalogue.json: must be an object of named lists'],
    [{ items: [] }, 'catalogue.json: catalogue, which says what the catalogue is, is missing'],
    [{ catalogue: ABOUT, items: [] }, 'catalogue.json: there are no items'],
    [{ catalogue: ABOUT, items: {} }, 'catalogue.json: items must be a list of rows'],
    [{ catalogue: ABOUT, item: [] }, /^catalogue\.json: "item" is no section; known are .*items/],
    [{ catalogue: { ...ABOUT, notice: ' ' } }, 'catalogue.json: catalogue.notice: must not be empty'],
    [
      { catalogue: { ...ABOUT, validFrom: '2025-02-30' } },
      'catalogue.json: catalogue.validFrom: must be a day of the form YYYY-MM-DD',
    ],
  ])('is refused with one line: %j', async (content, line) => {
    expect(await complaint(await write(content))).toEqual(
      typeof line === 'string' ? line : expect.stringMatching(line),
    );
  });

  it('is refused where it cannot be read, or holds a file that is no part of it', async () => {
    expect(await complaint('/nonexistent')).toBe('/nonexistent: cannot be read');
    await writeFile(join(folder, 'item.json'), '{}');
    expect(await complaint(folder)).toMatch(/^item\.json: is no part of a catalogue; known are catalogue, /);
    expect(await complaint(await write(': {', 'c.yaml'))).toBe('c.yaml: is not YAML');
  });

  it.each([
    ['slug', 'Not A Slug', /^catalogue\.json: row 2, slug: must be lower-case words joined by "-"$/],
    ['slug', 'one', /^catalogue\.json: row 2, slug: one stands there twice$/],
    ['nameZh', '', /row 2, nameZh: must not be empty$/],
    ['modes', [{ mode: '网上办', source: 'x', quote: '原文' }], /row 2, modes\.0\.mode: Invalid option/],
    ['modes', [{ mode: '全程网办', source: 'x' }], /row 2, modes\.0\.quote: Invalid input/],
    [
      'modes',
      [{ mode: '全程网办', authority: 'COLLECT', source: 'x', quote: '原文' }],
      /row 2, modes\.0\.authority: stands where mode is 异地代收代办, and only there/,
    ],
    [
      'promisedWorkingDays',
      { days: 5, source: 'x', quote: '15个工作日,十五天' },
      /row 2, promisedWorkingDays\.quote: does not state this number of days$/,
    ],
    [
      'statutoryWorkingDays',
      { days: 0, source: 'x', quote: '尽快办理' },
      /row 2, statutoryWorkingDays\.quote: does not state this number of days$/,
    ],
    ['modes', [], /row 2, modes: Too small/],
    ['verified', 'yes', /row 2, verified: .*expected boolean/],
    ['verified', true, /row 2, verified: must be true where name and batch are verified, and only there/],
    ['batch', '2021', /row 2, batch: list and batch are both given, or both null/],
    ['list', '35', /row 2, list: must be year and number of the document/],
    ['confidence', 'sure', /row 2, confidence: Invalid option/],
    ['source', undefined, /row 2, source: .*expected string/],
    ['nmaeZh', 'a slip', /row 2, row: Unrecognized key: "nmaeZh"/],
  ])(
    'is refused with a bad row, named by file, row, field and reason: %s = %j',
    async (field, value, reason) => {
      const path = await write({
        catalogue: ABOUT,
        items: [itemOf('one'), itemOf('two', { [field]: value })],
      });

      expect(await complaint(path)).toMatch(reason);
    },
  );

  it.each([
    ['materials', [{ name: '身份证', quote: '身份证' }], 'materials.0.source'],
    ['materials', [{ name: '身份证', source: 'x' }], 'materials.0.quote'],
    ['channels', [{ kind: 'app', name: '某APP', quote: '某APP' }], 'channels.0.source'],
    ['channels', [{ kind: 'app', name: '某APP', source: 'x' }], 'channels.0.quote'],
    ['promisedWorkingDays', { days: 5, quote: '5天' }, 'promisedWorkingDays.source'],
    ['promisedWorkingDays', { days: 5, source: 'x' }, 'promisedWorkingDays.quote'],
    ['statutoryWorkingDays', { days: 5, quote: '5天' }, 'statutoryWorkingDays.source'],
    ['statutoryWorkingDays', 5, 'statutoryWorkingDays'],
    ['citations', [{ quote: '原文' }], 'citations.0.source'],
  ])('is refused where %s does not say who says so: %j', async (field, value, place) => {
    const path = await write({ catalogue: ABOUT, items: [itemOf('one', { [field]: value })] });

    expect(await complaint(path)).toMatch(new RegExp(`^catalogue\\.json: row 1, ${place}: `));
  });
});

describe('the catalogue that comes with the product', () => {
  it('names a source for every row, and its words for every day count, material and channel', async () => {
    const { sections } = await readDocument(findDataFolder());
    const claims = sections.items.flatMap(({ key, row }) => [
      ...(row.materials ?? []).map((claim) => ({ key, what: 'material', ...claim })),
      ...(row.channels ?? []).map((claim) => ({ key, what: 'channel', ...claim })),
      ...[row.promisedWorkingDays, row.statutoryWorkingDays].flatMap((claim) =>
        claim === null ? [] : [{ key, what: 'days', ...claim }],
      ),
      ...row.citations.map((claim) => ({ key, what: 'citation', ...claim })),
    ]);
    const unsaid = claims.filter(({ source, quote }) => quote === undefined || source.includes('recalled'));

    expect(unsaid).toEqual([]);
    expect(sections.items.filter(({ row }) => row.verified && row.source.includes('recalled from'))).toEqual(
      [],
    );
    expect(new Set(claims.map(({ what }) => what))).toEqual(new Set(['channel', 'days', 'citation']));
  });

  it('quotes day counts that stand in the words of the source', async () => {
    const { sections } = await readDocument(findDataFolder());
    const counts = sections.items.flatMap(({ key, row }) =>
      [row.promisedWorkingDays, row.statutoryWorkingDays].flatMap((claim) =>
        claim === null ? [] : [{ key, ...claim }],
      ),
    );

    expect(counts.map(({ key, days }) => [key, days])).toEqual([['oversize-transport-permit', 15]]);
    for (const { days, quote } of counts) expect(quote).toContain(`${days}个工作日`);
  });

  it('keeps its counts: what stands on a list, what is confirmed, what the article adds', async () => {
    const { sections } = await readDocument(findDataFolder());
    const rows = sections.items.map(({ row }) => row);
    const batches = rows.map(({ list, batch }) => (list === null ? 'no list' : `${list}/${batch}`));
    const count = (batch: string) => batches.filter((other) => other === batch).length;

    expect([...new Set(batches)].toSorted().map((batch) => [batch, count(batch)])).toEqual([
      ['2020-35/2020', 44],
      ['2020-35/2021', 56],
      ['2020-35/after-2021', 5],
      ['2022-34/2022', 10],
      ['2022-34/2023', 2],
      ['no list', 15],
    ]);
    expect(rows.filter(({ verified }) => verified)).toHaveLength(26);
    expect(rows.filter(({ officialSeq }) => officialSeq !== null)).toEqual([]);
  });

  it('is refused as a whole for one bad row', async () => {
    await cp(findDataFolder(), folder, { recursive: true });
    const file = join(folder, 'items', '07-housing-fund.json');
    const content = z
      .object({ items: z.array(z.looseObject({})) })
      .parse(JSON.parse(await readFile(file, 'utf8')));
    const items = content.items.map((row, index) => (index === 3 ? { ...row, subject: 'nobody' } : row));
    await writeFile(file, JSON.stringify({ items }));

    expect(await complaint(folder)).toMatch(/^items\/07-housing-fund\.json: row 4, subject: Invalid option/);
  });
});
