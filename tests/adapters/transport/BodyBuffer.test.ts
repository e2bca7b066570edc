import { expect, it } from 'vitest';
import { BodyBuffer } from '../../../adapters/transport/BodyBuffer.ts';

it('joins chunks of any size in their order', () => {
  const body = new BodyBuffer(100_000);
  const whole = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 251));

  for (const [from, to] of [
    [0, 1],
    [1, 16_384],
    [16_384, 16_385],
    [16_385, 70_000],
  ] as const) {
    body.append(whole.subarray(from, to));
  }

  expect(body.bytes().equals(whole)).toBe(true);
});

it('takes exactly as much as its cap and leaves out the chunk beyond', () => {
  const body = new BodyBuffer(5);

  expect(body.append(Buffer.from('abcde'))).toBe(true);
  expect(body.append(Buffer.from('f'))).toBe(false);
  expect(body.bytes().toString()).toBe('abcde');
});
