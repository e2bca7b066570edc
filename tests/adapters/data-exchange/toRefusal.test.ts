import { describe, expect, it } from 'vitest';
import { answerEnvelope } from '../../../adapters/transport/data-exchange/answerEnvelope.ts';
import { toRefusal } from '../../../adapters/transport/data-exchange/toRefusal.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';

const jurisdiction = parseDivisionCode('43');
/** 10:30 in Beijing. */
const at = Date.parse('2026-11-22T02:30:00Z');
const refusal = (answer: Record<string, unknown>) =>
  toRefusal(answerEnvelope.parse({ message: '说明', data: null, ...answer }), { jurisdiction, at });

describe('toRefusal', () => {
  it.each([
    ['300', 'JURISDICTION_UNAVAILABLE', true],
    ['301', 'JURISDICTION_REJECTED', false],
    ['302', 'JURISDICTION_REJECTED', false],
    ['303', 'JURISDICTION_REJECTED', true],
    ['304', 'JURISDICTION_REJECTED', false],
    ['305', 'JURISDICTION_REJECTED', false],
    ['306', 'JURISDICTION_REJECTED', false],
    ['307', 'JURISDICTION_REJECTED', false],
    ['308', 'JURISDICTION_UNAVAILABLE', true],
    ['309', 'JURISDICTION_BUSY', true],
    // Codes that the specification does not have.
    ['310', 'JURISDICTION_REJECTED', false],
    ['-50', 'JURISDICTION_REJECTED', false],
    ['toString', 'JURISDICTION_REJECTED', false],
  ])('turns %s into %s', (upstreamCode, code, retryable) => {
    const error = refusal({ code: upstreamCode });

    expect(error).toMatchObject({ code, retryable, upstreamCode, jurisdiction, retryAfter: undefined });
    expect(error.message).not.toContain('说明');
  });

  it('tells the seconds to the end of a maintenance, rounded up', () => {
    expect(refusal({ code: '308', hfsj: '20261122104501' }).retryAfter).toBe(901);
    expect(
      toRefusal(answerEnvelope.parse({ code: '308', hfsj: '20261122103001' }), {
        jurisdiction,
        at: at + 1,
      }).retryAfter,
    ).toBe(1);
  });

  it.each([
    ['an end that has passed', '20261122102959'],
    ['no end', ''],
    ['an end that is no moment', '20261199000000'],
    ['an end of another type', 1_795_314_600],
  ])('takes %s for unknown', (_what, hfsj) => {
    expect(refusal({ code: '308', hfsj })).toMatchObject({
      code: 'JURISDICTION_UNAVAILABLE',
      retryAfter: undefined,
    });
  });

  it('heeds an end beside 308 only', () => {
    expect(refusal({ code: '301', hfsj: '20261122104500' }).retryAfter).toBeUndefined();
  });
});
