import { buildSchema, parse } from 'graphql';
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
const contract = buildSchema('type Query { record: Record } type Record { jurisdiction: ID }');
const router = { takesWhole: () => true } as unknown as PartitionRouter;

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
    contract,
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

it('asks for the same record once, and takes no two records for one', () => {
  const holes = [
    ['"310000"', '"a"', '"b,c"'],
    ['"310000"', '"a,b"', '"c"'],
    ['"430000"', '"a"', '"b,c"'],
    ['"310000"', '"a"', '"b,c"'],
    ['"310000"', '1', '2'],
    ['"310000"', '"1"', '2'],
    ['"310000"', '1', '23'],
    ['"310000"', '12', '3'],
  ].map((keys): Hole => ({ fetch: 0, found: { keys, text: '', extent: null }, content: null }));
  const labels = ['{"__typename":"Record","jurisdiction":', ',"scheme":', ',"number":'];
  const several = { ...fetch, keys: ['jurisdiction', 'scheme', 'number'], labels, slots: [0, 1, 2] };
  const windows = new MaintenanceWindows([]);
  const routes = { router, table, contract, urlOf: () => undefined, windows, variables: {} };
  const [first, second] = planEntityCalls(holes, several, routes)?.calls ?? [];

  expect(first?.texts).toEqual([
    '{"__typename":"Record","jurisdiction":"310000","scheme":"a","number":"b,c"}',
    '{"__typename":"Record","jurisdiction":"310000","scheme":"a,b","number":"c"}',
    '{"__typename":"Record","jurisdiction":"310000","scheme":1,"number":2}',
    '{"__typename":"Record","jurisdiction":"310000","scheme":"1","number":2}',
    '{"__typename":"Record","jurisdiction":"310000","scheme":1,"number":23}',
    '{"__typename":"Record","jurisdiction":"310000","scheme":12,"number":3}',
  ]);
  expect(first?.holes.map(({ length }) => length)).toEqual([2, 1, 1, 1, 1, 1]);
  expect(second?.texts).toHaveLength(1);
});
