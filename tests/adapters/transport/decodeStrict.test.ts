import { describe, expect, it } from 'vitest';
import type { Charset } from '../../../adapters/transport/charset.ts';
import { decodeAnswer } from '../../../adapters/transport/decodeAnswer.ts';
import { decodeStrict } from '../../../adapters/transport/decodeStrict.ts';
import { encodeGb18030 } from '../../../adapters/transport/encodeGb18030.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';

const jurisdiction = parseDivisionCode('43');

function hex(text: string): Buffer {
  return Buffer.from(text.replaceAll(' ', ''), 'hex');
}

function decode(bytes: Uint8Array, charset: Charset): string {
  return decodeStrict(bytes, { charset, jurisdiction });
}

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof TongbanError && error.code === 'BAD_ENCODING') return error.message;
    throw error;
  }
  return 'decoded';
}

describe('text that reads well', () => {
  it.each<[string, Charset, string, string]>([
    ['GBK', 'gb18030', 'd5c5c8fd', '张三'],
    ['one ideograph that is also flawless UTF-8', 'gb18030', 'c5ae', '女'],
    ['four bytes of GB 18030', 'gb18030', '95328236', '𠀀'],
    ['a private-use character of GBK', 'gb18030', 'aaa1', '\uE000'],
    ['full-width digits', 'gb18030', 'a3b1a3b2', '１２'],
    ['the mark of GB 18030', 'gb18030', '84319533d5c5', '张'],
    ['UTF-8', 'utf-8', 'e5bca0', '张'],
    ['the mark of UTF-8', 'utf-8', 'efbbbf41', 'A'],
    ['a private-use character of UTF-8', 'utf-8', 'ee8080', '\uE000'],
    ['nothing', 'utf-8', '', ''],
  ])('%s', (_case, charset, bytes, text) => {
    expect(decode(hex(bytes), charset)).toBe(text);
  });
});

describe('the first bad sequence', () => {
  it.each<[string, Charset, string, number]>([
    ['a lead byte without its trail', 'gb18030', '41 d5c5 c420', 3],
    ['a lead byte at the end', 'gb18030', '41 d5c5 c4', 3],
    ['an impossible byte', 'gb18030', 'd5c5 ff', 2],
    ['four bytes, the last one wrong', 'gb18030', 'd5c5 81308141', 2],
    ['four bytes, cut off after three', 'gb18030', 'd5c5 813081', 2],
    ['four bytes beyond Unicode', 'gb18030', '41 e3329a36', 1],
    ['behind four good bytes', 'gb18030', '95328236 ff', 4],
    ['U+FFFD in four bytes', 'gb18030', 'd5c5 8431a437 41', 2],
    ['GBK in place of UTF-8', 'utf-8', '3c61 d5c5c8fd', 2],
    ['UTF-8, cut off', 'utf-8', '41 e5bc', 1],
    ['UTF-8, the trail missing', 'utf-8', '41 e5bc 41', 1],
    ['half a surrogate pair', 'utf-8', '41 eda080', 1],
    ['an overlong form', 'utf-8', 'c1aa', 0],
    ['U+FFFD', 'utf-8', 'e5bca0 efbfbd 41', 3],
    ['behind the mark', 'utf-8', 'efbbbf ff', 3],
  ])('is found: %s', (_case, charset, bytes, offset) => {
    expect(messageOf(() => decode(hex(bytes), charset))).toMatch(new RegExp(`at byte ${offset}$`));
  });

  it.each<[Charset, Buffer]>([
    ['gb18030', encodeGb18030('张三𠀀a')],
    ['utf-8', Buffer.from('张三𠀀a')],
  ])('is found wherever it stands in a long %s text', (charset, unit) => {
    for (const units of [1, 7_000, 16_384, 20_001]) {
      const good = Buffer.concat(Array.from({ length: units }, () => unit));
      const bytes = Buffer.concat([good, hex('ff'), good]);

      expect(messageOf(() => decode(bytes, charset))).toMatch(new RegExp(`at byte ${good.length}$`));
    }
  });

  it('is not quoted', () => {
    expect(messageOf(() => decode(hex('d5c5c8fd ff'), 'gb18030'))).toBe(
      '430000 sent a sequence that is not gb18030 at byte 4',
    );
  });
});

describe('UTF-8 in place of GB 18030', () => {
  it.each<[string, Buffer, number]>([
    ['an ideograph', Buffer.from('<n>é张三</n>'), 5],
    ['a byte order mark', Buffer.from('\uFEFF<n>a</n>'), 0],
  ])('is told by %s', (_case, bytes, offset) => {
    expect(messageOf(() => decode(bytes, 'gb18030'))).toMatch(new RegExp(`UTF-8.*at byte ${offset}$`));
  });
});

describe('configured and declared charset', () => {
  const gbk = encodeGb18030('<n>张三丰</n>');
  const utf8 = Buffer.from('<n>张三丰</n>');
  const text = '<n>张三丰</n>';

  function answer(bytes: Buffer, charset: Charset, contentType?: string): string {
    return decodeAnswer(bytes, { charset, contentType, jurisdiction });
  }

  it('believes the configuration when a header lies', () => {
    expect(answer(gbk, 'gb18030', 'text/xml; charset=UTF-8')).toBe(text);
    expect(answer(utf8, 'utf-8', 'text/xml;charset=GBK')).toBe(text);
    expect(answer(gbk, 'gb18030', 'text/xml; charset=ISO-8859-1')).toBe(text);
  });

  it('believes a declaration that the bytes bear out when the configuration fails', () => {
    expect(answer(gbk, 'utf-8', 'text/xml; charset="gb2312"')).toBe(text);
    expect(answer(utf8, 'gb18030', 'text/xml; charset=utf-8')).toBe(text);
    const declared = encodeGb18030('<?xml version="1.0" encoding="GBK"?><n>张</n>');
    expect(answer(declared, 'utf-8', 'text/xml; charset=utf-8')).toContain('张');
  });

  it('refuses what fits neither, with the offset under the configuration', () => {
    expect(messageOf(() => answer(gbk, 'utf-8', 'text/xml; charset=utf-8'))).toMatch(/at byte 3$/);
    expect(messageOf(() => answer(gbk, 'utf-8'))).toMatch(/at byte 3$/);
    expect(messageOf(() => answer(hex('41ffff'), 'utf-8', 'text/xml; charset=gbk'))).toMatch(/at byte 1$/);
  });
});

describe('encodeGb18030', () => {
  it('writes GBK where GBK has the characters and four bytes where it does not', () => {
    expect(encodeGb18030('张𠀀㐀\uE000').toString('hex')).toBe('d5c5953282368139ee39aaa1');
  });

  it('survives a round trip for every character of the Basic Multilingual Plane but what it refuses', () => {
    const refused: string[] = [];
    for (let code = 1; code <= 0xffff; code += 1) {
      const character = String.fromCharCode(code);
      try {
        const decoded = new TextDecoder('gb18030', { ignoreBOM: true }).decode(encodeGb18030(character));
        if (decoded !== character) throw new Error(`U+${code.toString(16)} changed`);
      } catch (error) {
        if (!(error instanceof TongbanError)) throw error;
        refused.push(character);
      }
    }

    const halves = refused.filter((character) => /\p{Surrogate}/u.test(character));
    const privateUse = refused.filter((character) => /\p{Private_Use}/u.test(character));
    expect(halves).toHaveLength(2_048);
    expect(privateUse).toHaveLength(19);
    expect(refused).toHaveLength(2_048 + 19 + 1);
  });

  it('does not quote what it refuses', () => {
    expect(() => encodeGb18030('张三\uD800')).toThrow(
      /^the text has a character that GB 18030 cannot carry$/,
    );
  });
});
