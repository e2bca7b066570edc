import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { expectShape } from '../../../adapters/transport/expectShape.ts';
import { parseRetryAfter } from '../../../adapters/transport/parseRetryAfter.ts';
import { toTransportError } from '../../../adapters/transport/toTransportError.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';

const jurisdiction = parseDivisionCode('43');

describe('expectShape', () => {
  it('names fields and what is wrong with them, never a value or a key that may be one', () => {
    const shape = z.object({
      rows: z.array(z.object({ aac001: z.string() })),
      byNumber: z.record(z.string(), z.number()),
    });
    const answer = { rows: [{ aac001: 7 }], byNumber: { '000000199001010020': '张三', 张三: 1 } };

    expect(() => expectShape(answer, { shape, jurisdiction })).toThrow(
      /^430000 answered in another shape \(rows\.0\.aac001: invalid_type, byNumber\.\*: invalid_type\)$/,
    );
  });

  it('names an answer that is nothing of the kind', () => {
    expect(() => expectShape('张三', { shape: z.object({}), jurisdiction })).toThrow(
      /^430000 answered in another shape \(the answer: invalid_type\)$/,
    );
  });
});

describe('parseRetryAfter', () => {
  const now = Date.parse('2026-11-22T08:00:00Z');

  it.each([
    ['7', 7],
    [' 0 ', 0],
    ['999999', 3_600],
    ['Sun, 22 Nov 2026 08:00:30 GMT', 30],
    ['Sun, 22 Nov 2026 07:00:00 GMT', 0],
    ['soon', undefined],
    ['-1', 0],
    [undefined, undefined],
    [['1'], undefined],
  ])('%j is %j', (value, seconds) => {
    expect(parseRetryAfter(value, now)).toBe(seconds);
  });
});

describe('toTransportError', () => {
  const signal = new AbortController().signal;

  function codeOf(error: unknown): string {
    return toTransportError(error, { jurisdiction, signal }).code;
  }

  it.each([
    ['EHOSTUNREACH', 'JURISDICTION_UNAVAILABLE'],
    ['EPIPE', 'JURISDICTION_UNAVAILABLE'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'JURISDICTION_UNAVAILABLE'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'JURISDICTION_UNAVAILABLE'],
    ['ETIMEDOUT', 'JURISDICTION_TIMEOUT'],
    ['UND_ERR_CONNECT_TIMEOUT', 'JURISDICTION_TIMEOUT'],
    ['UND_ERR_INVALID_ARG', 'INTERNAL_SERVER_ERROR'],
  ])('%s is %s', (code, expected) => {
    expect(codeOf(Object.assign(new Error('x'), { code }))).toBe(expected);
  });

  it('looks through causes and through the addresses that Node tried', () => {
    const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });

    expect(codeOf(new TypeError('fetch failed', { cause: refused }))).toBe('JURISDICTION_UNAVAILABLE');
    expect(codeOf(new AggregateError([refused, refused]))).toBe('JURISDICTION_UNAVAILABLE');
  });

  it('takes a bug for a bug', () => {
    expect(codeOf(new TypeError('x is not a function'))).toBe('INTERNAL_SERVER_ERROR');
    expect(codeOf('thrown text')).toBe('INTERNAL_SERVER_ERROR');
  });
});
