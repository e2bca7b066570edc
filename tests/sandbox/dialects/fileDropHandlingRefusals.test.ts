import { describe, expect, it } from 'vitest';
import { fileDrop } from '../../../sandbox/dialects/file-drop/fileDrop.ts';
import { type FileOrder, withFileDesks } from '../support/withFileDesks.ts';

const STRANGER = { number: '109933200109090025', name: '某玕' };
const desks = withFileDesks();
const { handle, holders, lineOf } = desks;

describe('a line fails', () => {
  const swap = (from: string | RegExp, to: string) => ({ spoil: (line: string) => line.replace(from, to) });
  const applicant = () => holders(desks.fund)[0];

  it.each<[string, () => FileOrder, string]>([
    ['too few columns', () => swap(/\|1\|remark.*/, ''), '3101'],
    ['a bad escape', () => swap('golden-item', 'golden\\item'), '3101'],
    ['a count of parties that is none', () => swap('|1|0|1|', '|x|0|1|'), '3101'],
    ['more fields than follow', () => swap('|1|remark', '|2|remark'), '3101'],
    ['a value of 401 characters', () => ({ fields: [['remark', '𬭩'.repeat(401)]] }), '3105'],
    [
      'a name of 201 characters',
      () => ({ who: { number: applicant()?.number ?? '', name: '某'.repeat(201) } }),
      '3105',
    ],
    ['65 fields', () => ({ fields: Array.from({ length: 65 }, (_, n) => [`f${n}`, '1'] as const) }), '3105'],
    ['a key that is none', () => ({ key: 'short' }), '3103'],
    ['a blank value', () => ({ fields: [['remark', ' ']] }), '3103'],
    ['a line feed in a value', () => ({ fields: [['remark', '甲\n乙']] }), '3103'],
    ['a name that is none', () => ({ fields: [['a-b', '1']] }), '3103'],
    [
      'a name twice',
      () => ({
        fields: [
          ['a', '1'],
          ['a', '2'],
        ],
      }),
      '3103',
    ],
    ['no applicant', () => swap('|1|0|1|', '|1|1|1|'), '3103'],
    ['no party', () => swap(/\|1\|0\|1\|[^|]+\|[^|]+/, '|0'), '3103'],
    ['an operation that is none', () => ({ operation: 'U' }), '3103'],
    ['a wrong check digit', () => ({ who: { ...STRANGER, number: '109933200109090026' } }), '3102'],
    ['a wrong credit code', () => ({ who: { number: '91109911MA9002KX70', name: '某公司' } }), '3102'],
    ['an unknown business', () => ({ code: '399' }), '3104'],
    ['what cannot be taken back', () => ({ code: '314', operation: 'D' }), '3104'],
    ['a business of the other department', () => ({ code: '502' }), '3104'],
  ])('%s', async (_what, order, code) => {
    const { key, result } = await handle(order());

    expect(result).toEqual(['0000', code]);
    expect(desks.fund.system.desk?.ledger.under(key)).toEqual([]);
  });

  it('and none does at the limits, with no fields, a small x and columns behind the last', async () => {
    const who = holders(desks.fund).find(({ number }) => number.endsWith('X'));
    const full = Array.from({ length: 64 }, (_, n) => [`f${n}`, '𬭩'.repeat(400)] as const);
    const spoil = (line: string) =>
      `${line.replace(who?.number ?? '', who?.number.toLowerCase() ?? '')}|more`;

    expect((await handle({ fields: full })).result).toEqual(['0000', '0000']);
    expect((await handle({ fields: [], who, spoil })).result).toEqual(['0000', '0000']);
  });
});

describe('a batch is refused whole', () => {
  it.each<[string, (text: string) => string, string]>([
    ['a wrong probe', (text) => text.replace('汉字', '汉'), '1006'],
    ['no release', (text) => text.replace('|2|', '||'), '1005'],
    ['an unknown type', (text) => text.replace('BLSQ', 'BLXX'), '1007'],
    ['the type of a request', (text) => text.replace('BLSQ', 'CXQQ'), '1001'],
    ['another place', (text) => text.replace('|450900|2026', '|640000|2026'), '1001'],
    ['another platform', (text) => text.replace(/\|1\d{8}\|/, '|199999999|'), '1009'],
    ['a wrong count', (text) => text.replace(/^1/, '2'), '1002'],
    ['a wrong sum', (text) => text.replace('0.00', '1.00'), '1003'],
    ['more than 100 lines', (text) => text + text.split('\n')[1]?.concat('\n').repeat(100), '1008'],
  ])('%s', async (_what, change, code) => {
    const { key, line } = lineOf();
    const name = await desks.fund.drop([line], change);
    await desks.fund.mark(name);
    await desks.fund.system.run();

    expect(await desks.fund.resultOf(name)).toEqual([code]);
    expect(desks.fund.countOf(key)).toBeUndefined();
    expect(await desks.fund.filesIn('in/bad')).toContain(`${name}.txt`);
  });

  it('in maintenance and when something went wrong; what was decided meanwhile waits', async () => {
    desks.fund.on('review-transfer-account', { kind: 'pend' });
    const held = await handle({ code: '303' });
    for (const entry of desks.fund.system.desk?.decide(held.key, { outcome: 'done' }) ?? [])
      desks.fund.system.desk?.tell(entry);
    await desks.fund.system.setFault({ kind: 'maintenance', from: null, until: null });
    const maintained = await handle();
    await desks.fund.system.setFault({ kind: 'error', code: null });
    const broken = await handle();
    const before = await desks.fund.statesOf(held.key);
    await desks.fund.system.setFault(null);
    await desks.fund.system.run();

    expect([maintained.result, broken.result]).toEqual([['9001'], ['9999']]);
    expect([desks.fund.countOf(maintained.key), desks.fund.countOf(broken.key)]).toEqual([
      undefined,
      undefined,
    ]);
    expect([before, await desks.fund.statesOf(held.key)]).toEqual([['P'], ['P', 'Y']]);
  });

  it('where handling is not offered: an unknown type', async () => {
    const { handling: _none, ...options } = desks.fund.system.site.options;
    expect(fileDrop.createDesk({ ...desks.fund.system.site, options })).toBeNull();
    const centre = await fileDrop.open({ ...desks.fund.system.site, options }, desks.fund.ground);
    const { line } = lineOf();
    const name = await desks.fund.drop([line]);
    await desks.fund.mark(name);
    await centre.run({ world: desks.fund.system.site.world, fault: null });
    await centre.close();

    expect(await desks.fund.resultOf(name)).toEqual(['1007']);
  });
});
