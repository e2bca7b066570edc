import { expect, it } from 'vitest';
import { Closers } from '../../gateway/Closers.ts';

it('ends everything, the latest first, whatever fails', async () => {
  const closers = new Closers();
  const ended: string[] = [];
  await closers.add(() => void ended.push('first'));
  await closers.add(() => Promise.reject(new Error('broken')));
  await closers.add(() => void ended.push('last'));

  await expect(closers.close()).rejects.toThrow('broken');

  expect(ended).toEqual(['last', 'first']);
});

it('ends at once what is started while all else ends already', async () => {
  const closers = new Closers();
  const ended: string[] = [];
  await closers.close();

  await expect(closers.add(() => void ended.push('late'))).rejects.toThrow('stopped while it started');

  expect(ended).toEqual(['late']);
});
