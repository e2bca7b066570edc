import { describe, expect, it } from 'vitest';
import { parseStrictJson } from '../../../adapters/transport/parseStrictJson.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';

function parse(text: string, maxDepth = 64): unknown {
  return parseStrictJson(text, { maxDepth, jurisdiction: parseDivisionCode('43') });
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
  it.each([
    '{"a":{"b":1},"c":{"b":2},"d":[{"b":3},{"b":4}]}',
    '{"a":"{\\"a\\":1,\\"a\\":2}","b":"a\\\\"}',
    '{"x" : "y", "y" : "x"}',
    '[-1.5e10, 9007199254740991, 0.30000000000000004, 12345678901234567.5]',
    '{"n":"\\ud842\\udfb7","p":"\\ue000","t":"\\t\\n"}',
    '"4301"',
    ' [ ] ',
  ])('%s', (text) => {
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  it('takes nesting up to the cap and not one level more', () => {
    expect(parse(`${'['.repeat(64)}${']'.repeat(64)}`)).toBeDefined();
    expect(refusal(`${'['.repeat(65)}${']'.repeat(65)}`).message).toContain('64 levels');
    expect(refusal(`${'{"a":'.repeat(65)}1${'}'.repeat(65)}`).message).toContain('64 levels');
  });
});

describe('what it refuses', () => {
  it.each([
    ['nothing', ''],
    ['blanks', ' \r\n'],
    ['a page', '<!DOCTYPE html><html><body>请登录</body></html>'],
    ['a cut-off answer', '{"name":"张三","rows":[{"a":1}'],
    ['two answers', '{"a":1}{"a":1}'],
    ['bare text', 'error: 张三'],
    ['a comment', '{/* 张三 */}'],
    ['a bad escape', '{"name":"张三\\x"}'],
    ['a string without end', '{"name":"张三'],
    ['a raw control character', '{"name":"张三\u0001"}'],
    ['a repeated key', '{"name":"李四","name":"张三"}'],
    ['a repeated key behind an escape', '{"name":"李四","n\\u0061me":"张三"}'],
    ['a repeated key in depth', '[{"r":{"name":"张三", "x":[], "name" :1}}]'],
    ['a prototype', '{"__proto__":{"name":"张三"}}'],
    ['a number that would be rounded', '{"name":"张三","card":430000199001010011}'],
  ])('%s', (_case, text) => {
    const error = refusal(text);

    expect(error.code).toBe('JURISDICTION_BAD_RESPONSE');
    expect(error.message).not.toMatch(/张三|430000199/);
    expect(error.cause).toBeUndefined();
  });

  it.each([
    ['a high half', '{"name":"张三\\ud800"}'],
    ['a low half', '{"name":"\\udc00张三"}'],
    ['halves in the wrong order', '{"name":"\\udfb7\\ud842"}'],
    ['a half in a key', '{"\\ud800":1}'],
    ['U+FFFD', '{"name":"张\\ufffd"}'],
    ['NUL', '{"name":"张\\u0000"}'],
  ])('an escape that is no character: %s', (_case, text) => {
    const error = refusal(text);

    expect(error.code).toBe('BAD_ENCODING');
    expect(error.message).not.toContain('张');
  });

  it('does so for a million brackets in no time', () => {
    const startedAt = performance.now();

    expect(refusal('['.repeat(1_000_000)).code).toBe('JURISDICTION_BAD_RESPONSE');
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});
