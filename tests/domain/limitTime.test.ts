import { getEventListeners } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { limitTime } from '../../domain/limitTime.ts';
import { collectGarbage } from '../support/collectGarbage.ts';
import { eventually } from '../support/eventually.ts';

it('fires in time, though everybody but who listens has forgotten it', async () => {
  const source = new AbortController();
  let fired = 0;
  const listen = () => {
    const { signal } = limitTime(source.signal, 50);
    signal.addEventListener('abort', () => {
      fired += 1;
    });
  };
  for (let count = 0; count < 20; count += 1) listen();
  collectGarbage();
  await eventually(() => expect(fired).toBe(20));

  expect(getEventListeners(source.signal, 'abort')).toHaveLength(1);
});

it('follows its source, and holds on to nothing once it is released', () => {
  const source = new AbortController();
  const ended = limitTime(source.signal, 60_000);
  const released = limitTime(source.signal, 60_000);
  released.release();
  source.abort('gone');

  expect([ended.signal.reason, released.signal.aborted]).toEqual(['gone', false]);
  expect(limitTime(source.signal, 60_000).signal.reason).toBe('gone');
});

it('is what everybody uses: a timeout that only AbortSignal.any knows never fires in Node 20', () => {
  const sources = ['adapters', 'cli', 'domain', 'gateway', 'sandbox', 'subgraphs', 'telemetry'].flatMap(
    (folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  );
  const using = sources
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => /AbortSignal\.any\(/.test(readFileSync(file, 'utf8')));

  expect(using).toEqual([]);
});
