import { expect, it } from 'vitest';
import { Refreshes } from '../../../gateway/cache/Refreshes.ts';
import type { GatewayRequestContext } from '../../../gateway/GatewayRequestContext.ts';
import { HeldAnswers } from '../../../gateway/upstream/HeldAnswers.ts';
import { createTestContext } from '../../support/createTestContext.ts';

it('gives a refresh room of its own for what is answered, however much its request holds', async () => {
  const held = new HeldAnswers();
  expect(held.take(100, 0, 100)).toBe(true);
  const refreshes = new Refreshes(1, 60_000);

  const own = await new Promise<GatewayRequestContext>((resolve) => {
    refreshes.begin(['a'], { ...createTestContext(), held }, async (_, context) => resolve(context));
  });

  expect(own.held?.take(100, 0, 100)).toBe(true);
  refreshes.close();
});
