import { describe, expect, it } from 'vitest';
import { creditCode } from '../../../sandbox/world/creditCode.ts';
import { type TableOrder, withTableDesks } from '../support/withTableDesks.ts';

const STRANGER = { number: '109933200109090025', name: '某𬭩' };
const desks = withTableDesks();
const { handle, switchOn } = desks;

describe('refuses', () => {
  const swap = (from: string | RegExp, to: string) => ({ spoil: (text: string) => text.replace(from, to) });
  const company = { number: creditCode(1), name: '某公司' };

  it.each<[string, () => TableOrder, string]>([
    ['no JSON', () => swap('{', ''), '201'],
    ['another key than the column', () => swap(/"YWBH":"TB/, '"YWBH":"TC'), '201'],
    ['a key that is missing', () => swap(/"XTBH":"\w+",/, ''), '201'],
    ['no applicant', () => swap('申请人', '代办人'), '201'],
    ['two applicants', () => swap(/"DSRLB":\[(.*?)\]/, '"DSRLB":[$1,$1]'), '201'],
    ['an unknown role', () => swap('申请人', '朋友'), '201'],
    ['an operation that is none', () => ({ operation: 'U' }), '201'],
    ['a control character', () => ({ fields: [['remark', '甲\n乙']] }), '201'],
    ['an empty value', () => ({ fields: [['remark', ' ']] }), '201'],
    ['a name that is none', () => ({ fields: [['a-b', '1']] }), '201'],
    [
      'a name twice',
      () => ({
        fields: [
          ['a', '1'],
          ['a', '2'],
        ],
      }),
      '201',
    ],
    ['another number than the column', () => ({ zjhm: STRANGER.number }), '203'],
    ['a wrong check digit', () => ({ who: { ...STRANGER, number: '109933200109090026' } }), '203'],
    [
      'a wrong credit code',
      () => ({ who: { ...company, number: `${company.number.slice(0, 17)}@` } }),
      '201',
    ],
    ['another platform', () => swap(/"PTBM":"\d/, '"PTBM":"2'), '204'],
    ['a value of 401 characters', () => ({ fields: [['remark', '𬭩'.repeat(401)]] }), '206'],
    ['a party of 201 characters', () => swap(/"MC":".*?"/, `"MC":"${'某'.repeat(201)}"`), '206'],
    ['65 fields', () => ({ fields: Array.from({ length: 65 }, (_, n) => [`f${n}`, '1'] as const) }), '206'],
    ['an unknown business', () => ({ code: 'GJ99' }), '205'],
    ['what cannot be taken back', () => ({ code: 'GJ14', operation: 'D' }), '205'],
    ['a business of the other department', () => ({ code: 'SB02' }), '205'],
  ])('%s', async (_what, order, code) => {
    const { key, state } = await handle(order());

    expect(state).toEqual([9, expect.stringMatching(new RegExp(`^${code} \\S+$`))]);
    expect(desks.fund.desk?.ledger.under(key)).toEqual([]);
  });

  it.each<[string, (text: string) => string]>([
    ['a DOCTYPE', (text) => `<!DOCTYPE d>${text}`],
    ['an attribute', (text) => text.replace('<YWBH>', '<YWBH a="1">')],
    ['a character reference', (text) => text.replace('甲', '&#49;')],
    ['CDATA', (text) => text.replace('甲', '<![CDATA[甲]]>')],
    ['half', (text) => text.slice(0, -7)],
  ])('XML with %s', async (_what, spoil) => {
    const { state } = await handle({ system: desks.insurance, code: 'SB02', spoil });

    expect(state).toEqual([9, '201 请求内容格式错误']);
  });

  it('nothing that is at the limits, and takes white space, no fields and a declaration', async () => {
    const full = Array.from({ length: 64 }, (_, n) => [`f${n}`, '𬭩'.repeat(400)] as const);
    const spoil = (text: string) =>
      `<?xml version="1.0" encoding="UTF-8"?>${text.replace(/<BDLB>.*<\/BDLB>/, '\n<BDLB/>\n')}`;

    expect((await handle({ fields: full })).state).toEqual([2, null]);
    expect((await handle({ fields: [] })).state).toEqual([2, null]);
    expect((await handle({ system: desks.insurance, code: 'SB02', spoil })).state).toEqual([2, null]);
  });

  it('what it does not take, by a switch', async () => {
    switchOn('repay-loan-early', { kind: 'fail', code: '205' });

    expect((await handle({ code: 'GJ41' })).state).toEqual([9, '205 业务代码不受理']);
  });
});
