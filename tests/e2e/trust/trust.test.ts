import { afterAll, beforeAll } from 'vitest';
import { type Parts, startParts } from '../../support/startParts.ts';
import { describeOtherHolders } from './describeOtherHolders.ts';
import { describeSubgraphDoors } from './describeSubgraphDoors.ts';

let parts: Parts;

beforeAll(async () => {
  parts = await startParts('info');
});
afterAll(() => parts?.remove());

describeSubgraphDoors(() => parts);
describeOtherHolders(() => parts);
