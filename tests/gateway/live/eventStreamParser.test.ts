import { describe, expect, it } from 'vitest';
import { EventStreamParser } from '../../../gateway/upstream/streams/EventStreamParser.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const parse = (pieces: readonly Uint8Array[], maxLength = 1_000) => {
  const parser = new EventStreamParser(maxLength);
  return pieces.flatMap((piece) => parser.feed(piece));
};

describe('an event stream', () => {
  const TEXT =
    '\ufeff:comment\r\nevent: next\rid: 7\ndata: 办\r\ndata:件\n\n:\n\ndata: x\n\nevent: complete\ndata\n\nid: 9\n\n';
  const EVENTS = [
    { event: 'next', id: '7', data: '办\n件' },
    { event: 'message', id: '7', data: 'x' },
    { event: 'complete', id: '7', data: '' },
    { event: 'message', id: '9', data: '' },
  ];

  it('is read whatever the pieces that it comes in', () => {
    const whole = bytes(TEXT);

    expect(parse([whole])).toEqual(EVENTS);
    for (let size = 1; size < whole.length; size++) {
      const count = Math.ceil(whole.length / size);
      const pieces = Array.from({ length: count }, (_, at) => whole.subarray(at * size, (at + 1) * size));
      expect([size, parse(pieces)]).toEqual([size, EVENTS]);
    }
  });

  it('is as long as it likes, as long as no event of it is', () => {
    const event = ['da', 'ta: x', '\n', '\n'].map(bytes);

    expect(parse(Array.from({ length: 100 }, () => event).flat(), 20)).toHaveLength(100);
  });

  it('keeps an event that is not complete to itself', () => {
    expect(parse([bytes('data: x\n')])).toEqual([]);
  });

  it('takes no id with a zero in it, and no more than is good', () => {
    expect(parse([bytes('id: a\0b\ndata: x\n\n')])).toEqual([{ event: 'message', id: '', data: 'x' }]);
    expect(() => parse([bytes('data: 12345\n'), bytes('data: 123456')], 12)).toThrow(RangeError);
    expect(() => parse([Uint8Array.of(0xd6, 0xd0)])).toThrow(TypeError);
  });

  it('counts lines without anything, which are kept too', () => {
    const parser = new EventStreamParser(1_000);
    const lines = bytes('data:\n'.repeat(100));

    expect(() => {
      for (let count = 0; count < 20; count++) parser.feed(lines);
    }).toThrow(RangeError);
  });

  it('looks at what is new alone of a line that comes in small pieces', () => {
    const read = (pieces: number) => {
      const parser = new EventStreamParser(4 * 2 ** 20);
      const piece = bytes('x'.repeat(100));
      parser.feed(bytes('data: '));
      const { user } = process.cpuUsage();
      for (let count = 0; count < pieces; count++) parser.feed(piece);
      const spent = process.cpuUsage().user - user;
      expect(parser.feed(bytes('\n\n'))[0]?.data).toHaveLength(pieces * 100);
      return spent;
    };
    read(1_000);

    // Twenty times as much; looked at anew with each piece it would be four hundred times.
    expect(read(8_000)).toBeLessThan(100 * Math.max(read(400), 1_000));
  });
});
