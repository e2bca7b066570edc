import { expect, it } from 'vitest';
import { PostAnswer } from '../../../gateway/upstream/PostAnswer.ts';

const answer = new PostAnswer(
  200,
  [
    'Content-Type',
    'application/json',
    'Cache-Control',
    'max-age=5',
    'cache-control',
    'private',
    'x-content',
    '',
  ].map((text) => Buffer.from(text)),
  Buffer.from('{}'),
);

it('finds a header whatever its letters, and of one that came twice what is asked for', () => {
  expect(answer.header('content-type')).toBe('application/json');
  expect(answer.header('cache-control')).toBe('max-age=5');
  expect(answer.list('cache-control')).toBe('max-age=5, private');
  expect(answer.header('x-content')).toBe('');
  expect([answer.contentType, answer.contentType]).toEqual(['application/json', 'application/json']);
});

it('knows no header that did not come', () => {
  expect(answer.header('retry-after')).toBeUndefined();
  expect(answer.list('retry-after')).toBeUndefined();
  // As long as another one.
  expect(answer.header('content-typo')).toBeUndefined();
});
