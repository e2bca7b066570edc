import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { linkAbort } from '../../../adapters/transport/linkAbort.ts';

it('hands on the reason of its source', () => {
  const source = new AbortController();
  const before = linkAbort(source.signal);
  source.abort('gone');
  const after = linkAbort(source.signal);

  expect([before, after].map(({ signal }) => signal.reason)).toEqual(['gone', 'gone']);
});

it('does not abort its source, nor follows it once unlinked', () => {
  const source = new AbortController();
  const [own, unlinked] = [linkAbort(source.signal), linkAbort(source.signal)];
  own.abort('ours');
  unlinked.unlink();

  expect(source.signal.aborted).toBe(false);
  source.abort('gone');
  expect([own.signal.reason, unlinked.signal.aborted]).toEqual(['ours', false]);
});

it('lets one request make many calls at a time without a warning', async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => warnings.push(warning);
  process.on('warning', note);
  const source = new AbortController();
  const links = Array.from({ length: 100 }, () => linkAbort(source.signal));
  await setImmediate();
  process.off('warning', note);
  for (const { unlink } of links) unlink();

  expect(warnings).toEqual([]);
});
