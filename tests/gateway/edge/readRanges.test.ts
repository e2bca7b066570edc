import { expect, it } from 'vitest';
import { prefersEvents } from '../../../gateway/edge/graphql/prefersEvents.ts';
import { readRanges } from '../../../gateway/edge/readRanges.ts';
import { requestLanguage } from '../../../gateway/edge/requestLanguage.ts';

it('reads names, weights and charsets in the order of the client, whatever the case', () => {
  expect(readRanges('Text/HTML, a/b ; Charset="UTF-8" ;q=0.5,*/*;charset=gbk;Q=0')).toEqual([
    { name: 'text/html', weight: 1, isUtf8: true },
    { name: 'a/b', weight: 0.5, isUtf8: true },
    { name: '*/*', weight: 0, isUtf8: false },
  ]);
});

it.each(['much', '', '-1', 'NaN'])('a weight of "%s" is no wish for it', (weight) => {
  expect(readRanges(`a;q=${weight}`)[0]?.weight).toBe(0);
});

it.each(['5', '1e3', '1'])('a weight of %s is 1, for types and for languages', (weight) => {
  expect(readRanges(`a;q=${weight}`)[0]?.weight).toBe(1);
  expect(prefersEvents(`text/event-stream, application/json;q=${weight}`)).toBe(true);
  expect(requestLanguage(`zh, en;q=${weight}`)).toBe('zh-CN');
});
