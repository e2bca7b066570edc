import { parse } from 'graphql';
import { expect, it } from 'vitest';
import type { Hole } from '../../../gateway/fast/AnswerCutter.ts';
import type { FastEntityFetch } from '../../../gateway/fast/FastOperation.ts';
import { planEntityCalls } from '../../../gateway/fast/planEntityCalls.ts';
import { MaintenanceWindows } from '../../../gateway/maintenance/MaintenanceWindows.ts';
import type { PartitionRouter } from '../../../gateway/partition/createPartitionRouter.ts';
import { PartitionTable } from '../../../gateway/partition/PartitionTable.ts';

const SHARED = 'http://127.0.0.1:1/graphql';
const table = new PartitionTable(
  new Map([['records', new Map(Object.entries({ '31': SHARED, '43': SHARED, '4301': SHARED }))]]),
);
const fetch = {
  fetch: { service: 'records', variableUsages: new Set<string>() },
  typeName: 'Record',
  keys: ['jurisdiction'],
  labels: ['{"__typename":"Record","jurisdiction":'],
  slots: [0],
  isVerbatim: false,
  selectionSet: parse('{a}').definitions[0],
} as unknown as FastEntityFetch;
const router = { partitionField: () => 'jurisdiction', takesWhole: () => true } as unknown as PartitionRouter;

it('asks one server for each place by itself, so that what each allows and may open is its own', () => {
  const holes = ['310000', '430000', '430100', '430200', '310000'].map(
    (place): Hole => ({
      fetch: 0,
      found: { keys: [`"${place}"`], text: '', extent: null },
      content: null,
    }),
  );
  const windows = new MaintenanceWindows([]);
  const plan = planEntityCalls(holes, fetch, {
    router,
    table,
    urlOf: () => undefined,
    windows,
    variables: {},
  });

  expect(plan?.aside).toBeUndefined();
  expect(
    plan?.calls.map(({ jurisdiction, url, texts, holes: at }) => [
      jurisdiction,
      url,
      texts.length,
      at.flat().length,
    ]),
  ).toEqual([
    ['31', SHARED, 1, 2],
    ['43', SHARED, 2, 2],
    ['4301', SHARED, 1, 1],
  ]);
});
