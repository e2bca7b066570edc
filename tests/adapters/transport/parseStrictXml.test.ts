import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStrictXml } from '../../../adapters/transport/parseStrictXml.ts';
import { xmlText } from '../../../adapters/transport/xmlText.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';

function parse(text: string, lists: readonly string[] = []): unknown {
  return parseStrictXml(text, { maxDepth: 64, jurisdiction: parseDivisionCode('43'), lists });
}

function refusal(text: string): TongbanError {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof TongbanError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

describe('what it takes', () => {
  it('keeps leading zeros, drops prefixes, trims padding and decodes references once', () => {
    const text = `<?xml version="1.0" encoding="GBK"?>
      <s:Envelope xmlns:s="urn:s"><s:Body no="007" t='x>y &amp;lt;'><code>0000</code><n>  张三 </n>
      <m>&#x20000;&#24352;&lt;a&gt;</m><!-- note --><empty/></s:Body></s:Envelope>`;

    expect(parse(text)).toEqual({
      Envelope: {
        Body: { '@no': '007', '@t': 'x>y &lt;', code: '0000', n: '张三', m: '𠀀张<a>', empty: '' },
      },
    });
  });

  it('leaves a document inside CDATA as it is', () => {
    expect(parse('<r><![CDATA[<a b="1">&amp;</a>]]></r>')).toEqual({ r: '<a b="1">&amp;</a>' });
  });

  it('gives a list for what may repeat, one occurrence included', () => {
    expect(parse('<r><row a="1"/></r>', ['row'])).toEqual({ r: { row: [{ '@a': '1' }] } });
    expect(parse('<r><row>1</row><row>2</row></r>', ['row'])).toEqual({ r: { row: ['1', '2'] } });
  });

  it('takes nesting up to the cap and not one level more', () => {
    expect(parse(`${'<a>'.repeat(64)}${'</a>'.repeat(64)}`)).toBeDefined();
    expect(refusal(`${'<a>'.repeat(65)}${'</a>'.repeat(65)}`).message).toContain('64 levels');
    expect(refusal(`${'<a>'.repeat(64)}<b/>${'</a>'.repeat(64)}`).message).toContain('64 levels');
  });
});

describe('what it refuses', () => {
  const laughs = Array.from(
    { length: 9 },
    (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
  );

  it.each([
    ['nothing', ''],
    ['a page', '<!DOCTYPE html><html><body>请登录</body></html>'],
    ['a page without a doctype', '<html><body>请登录</body></html>'],
    ['a billion laughs', `<!DOCTYPE r [<!ENTITY l0 "张三">${laughs.join('')}]><r>&l9;</r>`],
    ['an external entity', '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>张三&x;</r>'],
    ['an external document type', '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd"><r>张三</r>'],
    ['a document type in depth', '<r><!DOCTYPE r [<!ENTITY x "张三">]>&x;</r>'],
    ['an entity nobody declared', '<r>张三&nbsp;</r>'],
    ['an entity in an attribute', '<r n="张三&x;"/>'],
    ['a bare ampersand', '<r n="张三 & 李四"/>'],
    ['a processing instruction', '<r><?php 张三 ?></r>'],
    ['a cut-off tag', '<r><n>张三</n'],
    ['a cut-off element', '<r><n>张三</n>'],
    ['a cut-off attribute', '<r n="张三'],
    ['a cut-off comment', '<r>张三<!-- </r>'],
    ['cut-off CDATA', '<r><![CDATA[张三</r>'],
    ['tags that cross', '<r><a>张三<b></a></b></r>'],
    ['an end without a beginning', '</r><r>张三</r>'],
    ['two roots', '<r>张三</r><r/>'],
    ['two roots, the first one empty', '<r/><r>张三</r>'],
    ['text before the root', '张三<r/>'],
    ['text behind an empty root', '<r/>张三'],
    ['CDATA beside the root', '<r/><![CDATA[张三]]>'],
    ['a repeated attribute', '<r n="张三" n="李四"/>'],
    ['an attribute without quotes', '<r n=张三/>'],
    ['a control character', '<r>张三\u0001</r>'],
    ['a name that reaches a prototype', '<r><__proto__>张三</__proto__></r>'],
    ['a late declaration', '<r/><?xml version="1.0"?>'],
    ['bare text', 'error: 张三'],
  ])('%s', (_case, text) => {
    const error = refusal(text);

    expect(error.code).toBe('JURISDICTION_BAD_RESPONSE');
    expect(error.message).not.toMatch(/张三|passwd/);
    expect(error.cause).toBeUndefined();
  });

  it.each(['&#0;', '&#xD800;', '&#xFFFD;', '&#x110000;', '&#9999999;', '&#1;'])(
    'a reference that is no character: %s',
    (reference) => {
      expect(refusal(`<r>${reference}</r>`).code).toBe('BAD_ENCODING');
      expect(refusal(`<r a="${reference}"/>`).code).toBe('BAD_ENCODING');
    },
  );

  it('a million opened elements, in no time', () => {
    const startedAt = performance.now();

    expect(refusal('<a>'.repeat(1_000_000)).code).toBe('JURISDICTION_BAD_RESPONSE');
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});

describe('xmlText', () => {
  it('survives the parser as text and as attribute, whatever the value, and adds nothing beside it', () => {
    const value = fc.string({ unit: 'grapheme' }).map((text) => `x${text.replace(/[^\P{Cc}\t\n\r]/gu, '')}x`);
    fc.assert(
      fc.property(value, (text) => {
        const safe = xmlText(text);

        expect(parse(`<r a="${safe}" b='${safe}'>${safe}</r>`)).toEqual({
          r: { '@a': text, '@b': text, '#text': text },
        });
      }),
    );
  });

  it.each([`</r><r>`, `" b="1`, `' b='1`, ']]>', '<!--', '&amp;', '&#60;', 'a\r\nb\tc'])(
    'keeps %j one value',
    (value) => {
      expect(parse(`<r a="${xmlText(value)}">${xmlText(value)}</r>`)).toEqual({
        r: { '@a': value, '#text': value },
      });
    },
  );

  it.each(['\u0000', '\u000B', '\uD800', '\uFFFE'])('refuses %j, which XML cannot carry', (character) => {
    expect(() => xmlText(`张三${character}`)).toThrow(/^a value has a character that XML cannot carry$/);
  });
});
