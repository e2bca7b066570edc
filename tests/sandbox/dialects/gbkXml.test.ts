import { createHmac } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import type { AnswerTwist } from '../../../sandbox/AnswerTwist.ts';
import { type GbkXmlOptions, gbkXmlOptions } from '../../../sandbox/dialects/gbk-xml/GbkXmlOptions.ts';
import { gbkXml } from '../../../sandbox/dialects/gbk-xml/gbkXml.ts';
import type { World } from '../../../sandbox/world/World.ts';
import { createGoldenWorld } from '../support/createGoldenWorld.ts';
import { type GbkXmlCall, gbkXmlCall } from '../support/gbkXmlCall.ts';

const NOW = Date.parse('2026-01-05T09:30:00+08:00');
const world = createGoldenWorld(NOW - 7 * 3_600_000);
const LIN = '<body><aac002>10990119900307002X</aac002><aac003>林小满</aac003></body>';
const LIU = (name: string): string =>
  `<body><aac002>109903195506121014</aac002><aac003>${name}</aac003></body>`;
const plain: GbkXmlOptions = {
  agencyCode: '430000123',
  user: 'tongban_430000',
  password: 'secret-of-430000',
  digest: 'SHA256',
  rareCharacters: 'question',
  padding: 'none',
  emptyDate: 'blank',
};
const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false, attributeNamePrefix: '' });

interface Asking extends GbkXmlCall {
  readonly options?: GbkXmlOptions;
  readonly seen?: World;
  readonly twist?: AnswerTwist;
  readonly bytes?: Buffer;
}

function ask({ options = plain, seen = world, twist = { kind: 'none' }, bytes, ...call }: Asking) {
  const system = gbkXml.createSystem({
    department: 'social-insurance',
    jurisdiction: '430000',
    options,
    world,
    clock: () => NOW,
    randomBytes: (length) => Buffer.alloc(length),
    derive: (_label, length) => Buffer.alloc(length),
  });
  const body = bytes ?? gbkXmlCall(options, call);
  return system({ method: 'POST', path: '/sbjk/service', headers: {}, body }, seen, twist);
}

function read(asking: Asking) {
  const { body } = ask(asking);
  const tree = parser.parse(new TextDecoder('gb18030', { fatal: true }).decode(body));
  const rows = [tree.response.body.rows?.row ?? []].flat();
  return { code: tree.response.head.rtncode, zy: tree.response.head.zy, rows };
}

const codeOf = (asking: Asking): string => read(asking).code;

describe('refusals', () => {
  it.each<[string, string, GbkXmlCall]>([
    ['not XML', '1001', { spoil: () => 'not xml' }],
    ['nothing at all', '1001', { spoil: () => '' }],
    ['not well-formed', '1001', { spoil: (text) => text.replace('</head>', '') }],
    ['a DOCTYPE with an entity', '1001', { spoil: withDoctype }],
    ['a character reference', '1001', { body: '<body><aac002>&#49;</aac002></body>' }],
    ['a head element missing', '1001', { spoil: (text) => text.replace(/<user>.*<\/user>/, '') }],
    [
      'a head element twice',
      '1001',
      { spoil: (text) => text.replace('<head>', '<head><jydm>SBJY01</jydm>') },
    ],
    ['nested body elements', '1001', { body: '<body><aac002><x>1</x></aac002></body>' }],
    ['a wrong user', '1003', { head: { user: 'somebody' } }],
    ['a wrong password', '1003', { head: { pwd: '0'.repeat(32) } }],
    ['another agency', '1006', { head: { jgdm: '999999' } }],
    ['a wrong digest', '1004', { head: { zy: 'F'.repeat(64) } }],
    [
      'a body changed after the digest',
      '1004',
      { body: LIN, spoil: (text) => text.replace('林小满', '林小米') },
    ],
    ['a time 11 minutes ago', '1005', { sjc: '20260105091900' }],
    ['a day that does not exist', '1005', { sjc: '20260231093000' }],
    ['an unknown transaction', '1002', { transaction: 'SBJY99', body: LIN }],
    ['no number', '2001', {}],
    ['a short number', '2001', { body: '<body><aac002>123</aac002></body>' }],
    ['month 13', '2001', withFilter('<aae041>202513</aae041>')],
    ['row number 0', '2001', withFilter('<qsh>0</qsh>')],
    ['another order', '2001', withFilter('<px>2</px>')],
    ['201 rows', '2002', withFilter('<hs>201</hs>')],
  ])('%s: %s', (_name, code, call) => {
    expect(codeOf(call)).toBe(code);
  });

  it('bytes outside GB18030: 1001', () => {
    const bytes = Buffer.concat([gbkXmlCall(plain, { body: LIN }), Buffer.of(0xff)]);

    expect(codeOf({ bytes })).toBe('1001');
  });

  it('another path, another method, too many bytes: HTTP errors without XML', () => {
    const system = gbkXml.createSystem({
      department: 'social-insurance',
      jurisdiction: '430000',
      options: plain,
      world,
      clock: () => NOW,
      randomBytes: (length) => Buffer.alloc(length),
      derive: (_label, length) => Buffer.alloc(length),
    });
    const statusOf = (method: string, path: string, body = Buffer.alloc(0)): number =>
      system({ method, path, headers: {}, body }, world, { kind: 'none' }).status;

    expect(statusOf('POST', '/sbjk/other')).toBe(404);
    expect(statusOf('GET', '/sbjk/service')).toBe(405);
    expect(statusOf('POST', '/sbjk/service', Buffer.alloc(70_000))).toBe(413);
  });

  it('does not count a call whose digest is wrong', () => {
    const { operation, asked } = ask({ body: LIN, head: { zy: 'F'.repeat(64) } });

    expect({ operation, asked }).toEqual({ operation: null, asked: [] });
  });
});

describe('names', () => {
  it.each(['林小满', ' 林小满 ', ''])('finds the person under %j', (name) => {
    const body = LIN.replace('林小满', name);

    expect(read({ body }).rows).toHaveLength(3);
  });

  it.each(['柳𬭩', '柳?', '柳\u{e200}'])('finds a name with a rare character as %j', (name) => {
    expect(read({ body: LIU(name) }).rows).toHaveLength(1);
  });

  it('finds nobody under another name: empty rows and 0000', () => {
    expect(read({ body: LIU('刘某') })).toMatchObject({ code: '0000', rows: [] });
  });

  it('accepts a small x', () => {
    expect(read({ body: LIN.replace('2X<', '2x<') }).rows).toHaveLength(3);
  });
});

describe('contributions', () => {
  const monthsOf = (extra: string): readonly string[] =>
    read(withFilter(extra)).rows.map(({ aae003, aae140 }) => `${aae003} ${aae140}`);

  it('come with the oldest month first unless told otherwise', () => {
    expect(monthsOf('')).toEqual(['202510 110', '202511 110', '202511 310', '202512 110', '202512 310']);
  });

  it('come with the newest month first, schemes still ascending', () => {
    expect(monthsOf('<px>1</px>')).toEqual([
      '202512 110',
      '202512 310',
      '202511 110',
      '202511 310',
      '202510 110',
    ]);
  });

  it('are filtered by scheme and months, both ends included', () => {
    expect(monthsOf('<aae140>310</aae140><aae041>202511</aae041><aae042>202511</aae042>')).toEqual([
      '202511 310',
    ]);
  });

  it('end after the last row', () => {
    expect(monthsOf('<qsh>5</qsh><hs>200</hs>')).toEqual(['202512 310']);
    expect(monthsOf('<qsh>6</qsh>')).toEqual([]);
  });
});

describe('twists', () => {
  it('an error is the internal error, or the code asked for', () => {
    expect(codeOf({ body: LIN, twist: { kind: 'error', code: null } })).toBe('9999');
    expect(codeOf({ body: LIN, twist: { kind: 'error', code: '9998' } })).toBe('9998');
  });

  it('maintenance tells the end in Beijing time', () => {
    const { body } = ask({ body: LIN, twist: { kind: 'maintenance', until: NOW + 3_600_000 } });

    expect(new TextDecoder('gb18030').decode(body)).toContain(
      '<rtncode>9000</rtncode><rtntext>系统维护中,预计恢复时间20260105103000</rtntext>',
    );
  });

  it('a stale schema lacks the newer field and has an unknown code', () => {
    const [row] = read({ body: LIN, twist: { kind: 'stale-schema' } }).rows;

    expect(row).not.toHaveProperty('aab050');
    expect(row).toMatchObject({ aac031: '9', yac201: '126' });
  });

  it('the wrong charset is UTF-8 under a GBK declaration', () => {
    const { body, headers } = ask({ body: LIN, twist: { kind: 'wrong-charset' } });

    expect(headers['content-type']).toBe('text/xml; charset=GBK');
    expect(body.toString('utf8')).toContain('aac003="林小满"');
  });

  it('a world that finds somebody else gives that person, with a digest that holds', () => {
    const seen: World = {
      ...world,
      findSocialInsuranceFile: (place) => world.findSocialInsuranceFile(place, '109903195506121014'),
    };
    const { rows, zy } = read({ body: LIN, seen });

    expect(rows).toMatchObject([{ aac002: '109903195506121014' }]);
    expect(zy).toMatch(/^[0-9A-F]{64}$/);
  });
});

it('every choice of every option occurs among the first nine places', () => {
  const sites = Array.from({ length: 9 }, (_, ordinal) =>
    gbkXmlOptions.parse(
      gbkXml.createOptions({
        department: 'social-insurance',
        jurisdiction: '430000',
        ordinal,
        derive: (label, length) => createHmac('sha256', 'k').update(label).digest().subarray(0, length),
      }),
    ),
  );
  const choices = (['digest', 'rareCharacters', 'padding', 'emptyDate'] as const).map(
    (option) => new Set(sites.map((site) => site[option])).size,
  );

  expect(choices).toEqual([2, 3, 3, 2]);
});

function withDoctype(text: string): string {
  return text.replace('?>', '?><!DOCTYPE request [<!ENTITY x SYSTEM "file:///etc/passwd">]>');
}

function withFilter(extra: string): GbkXmlCall {
  return { transaction: 'SBJY02', body: LIN.replace('</body>', `${extra}</body>`) };
}
