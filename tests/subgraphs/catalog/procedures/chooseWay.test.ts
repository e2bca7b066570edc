import { expect, it } from 'vitest';
import { chooseWay, type WayWanted } from '../../../../subgraphs/catalog/procedures/chooseWay.ts';
import type { HandlingWay } from '../../../../subgraphs/catalog/procedures/HandlingWay.ts';

const ONLINE: HandlingWay = { mode: 'FULLY_ONLINE', authority: null };
const JOINT: HandlingWay = { mode: 'JOINT_HANDLING', authority: null };
const COLLECT: HandlingWay = { mode: 'PROXY_COLLECTION', authority: 'COLLECT' };
const DELEGATED: HandlingWay = { mode: 'PROXY_COLLECTION', authority: 'DELEGATED' };
const PROXY: HandlingWay = { mode: 'PROXY_COLLECTION', authority: null };

const choose = (ways: readonly HandlingWay[], wanted: Partial<WayWanted> = {}) =>
  chooseWay(ways, { mode: null, authority: null, stated: [], ...wanted });

it.each([
  ['the first, where nothing is said', [JOINT, ONLINE], {}, JOINT],
  ['the one asked for', [JOINT, ONLINE], { mode: 'FULLY_ONLINE' }, ONLINE],
  ['none, where the one asked for is not there', [JOINT], { mode: 'FULLY_ONLINE' }, null],
  ['one that a source names', [JOINT, ONLINE], { stated: [ONLINE] }, ONLINE],
  ['the first, where none that a source names is there', [JOINT], { stated: [ONLINE] }, JOINT],
  [
    'what was asked for before what a source names',
    [JOINT, ONLINE],
    { mode: 'JOINT_HANDLING', stated: [ONLINE] },
    JOINT,
  ],
  ['collecting, where nobody says who decides', [DELEGATED, COLLECT], { mode: 'PROXY_COLLECTION' }, COLLECT],
  ['collecting, where the source is silent too', [DELEGATED, COLLECT], { stated: [PROXY] }, COLLECT],
  ['never a delegation unasked', [DELEGATED], { mode: 'PROXY_COLLECTION' }, null],
  ['a delegation that a source names', [COLLECT, DELEGATED], { stated: [DELEGATED] }, DELEGATED],
  ['a delegation that is asked for', [COLLECT, DELEGATED], { authority: 'DELEGATED' }, DELEGATED],
  ['another way than an undelegated delegation', [DELEGATED, ONLINE], {}, ONLINE],
] satisfies readonly [string, readonly HandlingWay[], Partial<WayWanted>, HandlingWay | null][])(
  'is %s',
  (_, ways, wanted, way) => {
    expect(choose(ways, wanted)).toEqual(way);
  },
);
