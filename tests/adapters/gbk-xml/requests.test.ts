import { describe, expect, it } from 'vitest';
import { digest } from '../../../adapters/social-insurance/gbk-xml/digest.ts';
import { gbkXmlOptions } from '../../../adapters/social-insurance/gbk-xml/options.ts';
import { type GbkXmlRequest, writeBody } from '../../../adapters/social-insurance/gbk-xml/writeBody.ts';
import { writeEnvelope } from '../../../adapters/social-insurance/gbk-xml/writeEnvelope.ts';

const site = { agencyCode: '430000', user: 'tongban_cx', password: 'Px7!example' };
const serial = '430000202601050930000001';
/** 2026-01-05 09:30:00 in Beijing. */
const at = 1_767_576_600_000;

function write(elements: GbkXmlRequest['elements'], options: Record<string, unknown> = {}): string {
  const request = { transaction: 'SBJY01', body: writeBody(elements), serial, at };
  const bytes = writeEnvelope(gbkXmlOptions.parse({ ...site, ...options }), request);
  return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
}

/** The worked example of the specification, section 4. */
describe('a request', () => {
  it.each([
    ['MD5', '0BA11D82B8B2CDFBD1F30125BEC9B26D'],
    ['SHA256', '004E97F171A84E3ADBBADFE8CBFF299F913EDE295DF96964C62EDDEAA3275DD0'],
  ])('digests by %s', (algorithm, zy) => {
    const elements = [
      ['aac002', '10990119900307002X'],
      ['aac003', '林小满'],
    ] as const;

    expect(write(elements, { digest: algorithm })).toBe(
      '<?xml version="1.0" encoding="GBK"?>\n<request><head><jydm>SBJY01</jydm><jgdm>430000</jgdm>' +
        '<user>tongban_cx</user><pwd>BB3B95BA5FB78A07A489BD65875D98C7</pwd><sjc>20260105093000</sjc>' +
        `<lsh>${serial}</lsh><zy>${zy}</zy></head>` +
        '<body><aac002>10990119900307002X</aac002><aac003>林小满</aac003></body></request>',
    );
  });

  it('digests answers without the user', () => {
    const body = Buffer.from('<body><sjsj>20260105020000</sjsj><rows hs="0" zhs="0"/></body>');

    expect(digest('MD5', [site.password, '0000', '20260105093001', serial], body)).toBe(
      'AA65A04EF02591801C30B0085BF12676',
    );
  });

  it('lets no value end its element, and uses no character references', () => {
    const xml = write([['aac003', `阿</aac003><aac002>1&"'\t依\r\n`]]);

    expect(xml).toContain(
      '<aac003>阿&lt;/aac003&gt;&lt;aac002&gt;1&amp;&quot;&apos; 依</aac003></body></request>',
    );
  });

  it('leaves blank elements out', () => {
    expect(
      write([
        ['aac002', '1'],
        ['aac003', ' \u3000'],
        ['aae140', ''],
      ]),
    ).toContain('<body><aac002>1</aac002></body>');
  });

  it('writes rare characters in four bytes, and those that papers show as their codes', () => {
    const bytes = writeBody([['aac003', '\u{2CB69}\uE001·']]);

    expect(bytes.toString('hex')).toContain(`3e9933ab39${'aaa2'}a1a43c`);
  });

  it.each([
    ['half a surrogate pair', '\uD86C'],
    ['a control character', '\u0001'],
  ])('refuses %s', (_what, name) => {
    expect(() => write([['aac003', name]])).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });
});
