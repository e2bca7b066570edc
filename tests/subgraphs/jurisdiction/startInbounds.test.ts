import { expect, it } from 'vitest';
import type { Inbound } from '../../../adapters/inbound/Inbound.ts';
import { startInbounds } from '../../../subgraphs/jurisdiction/startInbounds.ts';
import { ANHUI, HUNAN } from './support/withPlaceStores.ts';

it('waits for the end of all when one cannot be stopped, and then says so', async () => {
  let endOther = () => {};
  const other = new Promise<void>((resolve) => {
    endOther = resolve;
  });
  const inbound = (stop: () => Promise<void>): Inbound => ({ start: async () => ({ url: null, stop }) });
  const running = await startInbounds([
    [HUNAN, inbound(() => Promise.reject(new Error('stuck')))],
    [ANHUI, inbound(() => other)],
  ]);

  let isSettled = false;
  const stopping = running.stop().finally(() => {
    isSettled = true;
  });
  const outcome = stopping.catch((error: unknown) => error);
  await new Promise((resolve) => setImmediate(resolve));
  const before = isSettled;
  endOther();

  expect(await outcome).toEqual(new Error('stuck'));
  expect(before).toBe(false);
});
