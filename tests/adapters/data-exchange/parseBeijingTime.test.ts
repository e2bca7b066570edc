import { describe, expect, it } from 'vitest';
import { formatBeijingTime } from '../../../adapters/transport/formatBeijingTime.ts';
import { parseBeijingTime } from '../../../adapters/transport/parseBeijingTime.ts';

describe('parseBeijingTime', () => {
  it.each([
    ['20261122103000', '2026-11-22T02:30:00Z'],
    ['20270101000000', '2026-12-31T16:00:00Z'],
    ['20240229235959', '2024-02-29T15:59:59Z'],
    // China kept summer time from 1986 to 1991; the systems' clocks are plain UTC+8.
    ['19880701120000', '1988-07-01T04:00:00Z'],
  ])('reads %s', (written, instant) => {
    expect(parseBeijingTime(written)).toBe(Date.parse(instant));
    expect(formatBeijingTime(Date.parse(instant))).toBe(written);
  });

  it.each([
    '',
    '2026112210300',
    '202611221030001',
    '20261131103000',
    '20230229000000',
    '20261122240000',
    '20261122106000',
    '2026-11-22 10:30:00',
  ])('refuses "%s"', (written) => {
    expect(() => parseBeijingTime(written)).toThrow(RangeError);
  });

  it('does not depend on the zone of the host', () => {
    const zone = process.env['TZ'];
    try {
      process.env['TZ'] = 'America/New_York';

      expect(new Date(0).getHours()).toBe(19);
      expect(parseBeijingTime('20260308103000')).toBe(Date.parse('2026-03-08T02:30:00Z'));
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });
});
