import { describe, expect, it } from 'vitest';
import { parseBeijingTime } from '../../../adapters/social-insurance/parseBeijingTime.ts';
import { secondsUntilRecovery } from '../../../adapters/social-insurance/secondsUntilRecovery.ts';

describe('parseBeijingTime', () => {
  it.each([
    ['20260105093000', '2026-01-05T01:30:00Z'],
    ['2026-01-05 09:30:00', '2026-01-05T01:30:00Z'],
    ['20260101000000', '2025-12-31T16:00:00Z'],
    ['2024-02-29 23:59:59', '2024-02-29T15:59:59Z'],
    // China kept summer time from 1986 to 1991; the systems' clocks are plain UTC+8.
    ['19880701120000', '1988-07-01T04:00:00Z'],
  ])('reads %s', (written, instant) => {
    expect(parseBeijingTime(written)).toBe(Date.parse(instant));
  });

  it.each([
    '',
    '2026010509300',
    '202601050930001',
    '20261131103000',
    '2023-02-29 00:00:00',
    '20260105240000',
    '2026-01-05T09:30:00',
    '2026-01-05 093000',
  ])('refuses "%s"', (written) => {
    expect(() => parseBeijingTime(written)).toThrow(RangeError);
  });

  it('does not depend on the zone of the host', () => {
    const zone = process.env['TZ'];
    try {
      process.env['TZ'] = 'America/New_York';

      expect(parseBeijingTime('20260308103000')).toBe(Date.parse('2026-03-08T02:30:00Z'));
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });
});

describe('secondsUntilRecovery', () => {
  const now = Date.parse('2026-01-05T01:30:00.400Z');

  it.each([
    ['系统维护中,预计恢复时间20260105093001', 1],
    ['系统维护中,预计恢复时间20260105093000', undefined],
    ['系统维护中,预计恢复时间20260105993000', undefined],
    ['预计恢复时间20260105103000 之后', undefined],
    ['', undefined],
  ])('reads "%s"', (message, seconds) => {
    expect(secondsUntilRecovery(message, now)).toBe(seconds);
  });
});
