import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readDocument } from '../../../subgraphs/catalog/document/readDocument.ts';
import { findDataFolder } from '../../../subgraphs/catalog/findDataFolder.ts';
import { withCatalog } from './withCatalog.ts';

const { ask } = withCatalog();

const answer = z.object({
  data: z.object({
    serviceItems: z.object({ totalCount: z.number(), nodes: z.array(z.object({ code: z.string() })) }),
  }),
});

async function search(text: string): Promise<readonly string[]> {
  const query = `query ($text: String) {
    serviceItems(filter: { text: $text }, first: 200) { totalCount nodes { code } } }`;
  const { totalCount, nodes } = answer.parse(await ask(query, { text })).data.serviceItems;
  expect(totalCount).toBe(nodes.length);
  return nodes.map(({ code }) => code);
}

it.each([
  ['a name', '新生儿入户', ['newborn-hukou']],
  ['the name itself before those that contain it', '结婚登记', ['marriage-register']],
  ['the beginning of names before their middle', '不动产登记', ['property-record-query']],
  ['another wording of the name', '异贷证明', ['fund-deposit-certificate']],
  [
    'a wording that two items share',
    '婚姻登记',
    ['marriage-register', 'divorce-register', 'marriage-certificate-reissue'],
  ],
  ['several words, in any order', '居民 首次', ['first-id-card']],
  ['words that lie in different wordings', '二手车 非营运客车', ['used-car-transfer']],
  ['a word twice', '孤儿 孤儿', ['orphan-recognition']],
  ['one character', '孤', ['orphan-recognition']],
  ['the code', 'temp-id', ['temp-id-card']],
  ['Latin letters of any case and width', 'TEMP-ID', ['temp-id-card']],
  ['without the marks that texts set at will', '货车三检合一', ['freight-vehicle-triple-inspection']],
  ['with marks', '《就业创业证》', ['employment-certificate-verify']],
  ['nothing: characters that stand apart', '证份身', []],
  ['nothing: a pattern is no pattern', '%', []],
  ['nothing: the number of the version', '#1#', []],
])('finds %s', async (_, text, codes) => {
  expect(await search(text)).toEqual(codes);
});

it.each(['', ' ', '  '])('finds everything for %j', async (text) => {
  expect(await search(text)).toHaveLength(132);
});

it('finds every item by every part of its name, as a plain look through all names does', async () => {
  const { sections } = await readDocument(findDataFolder());
  const items = sections.items.map(({ row }) => ({
    code: row.slug,
    lines: [row.nameZh, ...row.aliases, row.slug],
  }));
  for (const word of [
    '户口',
    '身份证',
    '驾驶员',
    '登记',
    '公积金贷款',
    '资格认证',
    '保',
    'fund-',
    '跨省直接结算',
  ]) {
    const expected = items.filter(({ lines }) => lines.some((line) => line.includes(word)));

    expect([word, (await search(word)).toSorted()]).toEqual([
      word,
      expected.map(({ code }) => code).toSorted(),
    ]);
  }
});

it('puts better matches first: the name itself, names that begin so, names that contain it, other wordings', async () => {
  expect(await search('失业登记')).toEqual(['unemployment-registration']);
  expect((await search('失业')).slice(0, 2)).toEqual(['unemployment-registration', 'unemployment-transfer']);
  expect(await search('户籍类证明')).toEqual(['hukou-certificate']);
});

describe('where no item has the words as they stand, what is close to them', () => {
  it.each([
    ['words with others between them', '养老保险转移', 'pension-transfer-employee'],
    ['words in another order', '身份证补领', 'temp-id-card'],
    ['parts of a longer name', '公积金贷款证明', 'fund-loan-settled-certificate'],
    ['a common word', '落户', 'newborn-hukou'],
    ['a common word with more than one meaning', '落户', 'hukou-move-job'],
    ['a certificate by the name that people give it', '结婚证', 'marriage-register'],
    ['a common word within others', '社保卡补办', 'social-card-reissue'],
  ])('%s: %s finds %s', async (_, text, code) => {
    expect(await search(text)).toContain(code);
  });

  it('the closest come first', async () => {
    expect((await search('社保卡补办'))[0]).toBe('social-card-reissue');
  });

  it('and not what shares less than half', async () => {
    expect(await search('居民户口转移接续证明登记')).toEqual([]);
  });

  it('nor anything beside what has the words', async () => {
    expect(await search('新生儿入户')).toEqual(['newborn-hukou']);
  });
});
