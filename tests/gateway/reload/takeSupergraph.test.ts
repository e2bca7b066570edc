import { expect, it } from 'vitest';
import type { GatewayConfig } from '../../../gateway/config.ts';
import type { WarmUp } from '../../../gateway/plan/warmGeneration.ts';
import { takeSupergraph } from '../../../gateway/reload/takeSupergraph.ts';

/** An edit by which some of the operations in use are lost. */
async function take(planned: number, lost: number, isConfirmed = false) {
  const served: string[] = [];
  const warmUp = { planned, broken: Array.from({ length: lost }, () => 'a') } as unknown as WarmUp;
  const line = await takeSupergraph('next', isConfirmed, {
    settings: { config: { supergraph: '/s.graphql', maxRemovedPercent: 50 } as GatewayConfig },
    gateway: {
      replace: async (_, judge) => {
        judge?.(warmUp);
        return warmUp;
      },
    },
    contract: { update: (sdl) => void served.push(sdl) },
  });
  expect(served).toEqual(['next']);
  return line;
}

it.each([
  [10, 0, 'a new supergraph is in use, 10 operations are planned for it'],
  [
    5,
    5,
    'a new supergraph is in use, 5 operations are planned for it; 5 operations in use are refused by it',
  ],
  // Of so few a share says nothing.
  [
    0,
    9,
    'a new supergraph is in use, 0 operations are planned for it; 9 operations in use are refused by it',
  ],
])('a supergraph that keeps %i operations and loses %i is taken', async (planned, lost, line) => {
  expect(await take(planned, lost)).toBe(line);
});

it.each([
  [4, 6],
  [0, 10],
])(
  'a supergraph that keeps %i operations and loses %i waits until that is confirmed',
  async (planned, lost) => {
    await expect(take(planned, lost)).rejects.toThrow(
      `${lost} of 10 operations in use would be refused; if that is meant, confirm it: sha256sum s.graphql`,
    );
    expect(await take(planned, lost, true)).toContain(`${lost} operations in use are refused by it`);
  },
);
