import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { elementText } from '../../../adapters/transport/elementText.ts';
import { readSoapBody } from '../../../adapters/transport/readSoapBody.ts';
import { writeSoapEnvelope } from '../../../adapters/transport/writeSoapEnvelope.ts';
import { xmlLeaf } from '../../../adapters/transport/xmlLeaf.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';

const jurisdiction = parseDivisionCode('31');
const shape = z.object({ ask: z.object({ a: xmlLeaf, b: xmlLeaf }) });
const read = (text: string) => readSoapBody(text, { shape, jurisdiction }).ask;
const enveloped = (body: string) => `<e:Envelope xmlns:e="urn:e"><e:Body>${body}</e:Body></e:Envelope>`;

it('reads what it wrote, whatever the texts', () => {
  const a = ' <x y="1">&amp;]]>\n</x>\t𠮷 ';
  const b = '';

  const written = writeSoapEnvelope({
    namespace: 'urn:x',
    element: 'ask',
    parts: [
      ['a', a],
      ['b', b],
    ],
  });

  expect(read(written)).toEqual({ a, b });
});

it.each([
  ['attributes', '<q:ask><a t="1"> 1 </a><b t="2"/></q:ask>', { a: ' 1 ', b: '' }],
  ['CDATA beside text', '<ask><a>1 <![CDATA[<&amp;]]> &lt;2</a><b/></ask>', { a: '1 <&amp; <2', b: '' }],
  ['a split end of CDATA', '<ask><a><![CDATA[]]]]><![CDATA[>]]></a><b/></ask>', { a: ']]>', b: '' }],
])('reads %s', (_what, body, expected) => {
  expect(read(enveloped(body))).toEqual(expected);
});

describe('refuses', () => {
  it.each([
    ['a part twice', enveloped('<ask><a>1</a><a>2</a><b/></ask>')],
    ['a part that holds elements', enveloped('<ask><a><x>1</x></a><b/></ask>')],
    ['no part', enveloped('<ask><a>1</a></ask>')],
    ['no body', '<e:Envelope xmlns:e="urn:e"/>'],
    ['a body alone', '<Body><ask><a/><b/></ask></Body>'],
    ['a document type', `<!DOCTYPE e>${enveloped('<ask><a/><b/></ask>')}`],
    ['depth', enveloped(`<ask>${'<a>'.repeat(20)}${'</a>'.repeat(20)}</ask>`)],
  ])('%s', (_what, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'JURISDICTION_BAD_RESPONSE' }));
  });
});

it('escapes no more than must be, and leaves out what XML cannot carry', () => {
  expect(elementText('a<b>&"\'\n\u0000\uD800𠮷\uFFFE')).toBe('a&lt;b&gt;&amp;"\'\n𠮷');
});
