import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestSubgraph } from '../../support/serveTestSubgraph.ts';
import { fastFederation } from './fastFederation.ts';
import { plainWorld } from './plainWorld.ts';
import { type Lanes, startLanes } from './startLanes.ts';

const RECORDS = '{ persons { of: records { jurisdiction owed: months more { text } } score } }';
const SPLIT = '{ persons { records { keeper { rank } } name } }';

interface Misfit {
  readonly name: string;
  readonly jurisdiction?: string;
  readonly written: string;
  readonly instead: string;
}

let misfits: readonly Misfit[] = [];
let lanes: Lanes;

/** What a server answers, but for the values that it is to get wrong. */
const answering = (name: string, subgraph: TestSubgraph): TestSubgraph => ({
  ...subgraph,
  answer: (answer, { variables }) => {
    const { representations } = variables;
    const [first] = Array.isArray(representations) ? representations : [];
    const meant = misfits.filter(
      (misfit) =>
        misfit.name === name &&
        (misfit.jurisdiction === undefined || misfit.jurisdiction === first?.jurisdiction),
    );
    const text = meant.reduce(
      (all, { written, instead }) => all.replace(written, instead),
      JSON.stringify(answer),
    );
    return JSON.parse(text);
  },
});

const federation = fastFederation(
  {
    world: {
      ...plainWorld,
      persons: [
        { id: '1', name: 'a', kind: 'ONE', records: [{ jurisdiction: '430000', id: 'a' }] },
        {
          id: '2',
          name: 'b',
          kind: 'ONE',
          records: [null, { jurisdiction: '310000', id: 'b' }, { jurisdiction: '430000', id: 'c' }],
        },
      ],
      record: { ...plainWorld.record, more: [{ text: 'x', tags: [] }] },
    },
    isHanging: false,
  },
  answering,
);

beforeAll(async () => {
  lanes = await startLanes(federation, [RECORDS, SPLIT]);
});
beforeEach(() => {
  misfits = [];
});
afterAll(() => lanes?.close());

/** The errors of both lanes. */
async function errorsOf(query: string) {
  const [fast, general] = [await lanes.ask(lanes.fast, query), await lanes.ask(lanes.general, query)];
  expect(fast).toEqual(general);
  return JSON.parse(fast.body).errors;
}

const extensionsOf = (more: object) => ({ retryable: false, traceId: 'r1', ...more });

describe('a value that is none of its type', () => {
  it('names the place that told it, and who tells of places', async () => {
    misfits = [{ name: 'records', jurisdiction: '310000', written: '"owed":1', instead: '"owed":"1x"' }];

    expect(await errorsOf(RECORDS)).toEqual([
      {
        message: '该地系统答复异常',
        path: ['persons', 1, 'of', 1, 'owed'],
        extensions: extensionsOf({
          code: 'JURISDICTION_BAD_RESPONSE',
          origin: 'JURISDICTION',
          jurisdiction: '310000',
          service: 'records',
        }),
      },
    ]);
  });

  it('names it for what is deep inside, and for null where none may be', async () => {
    misfits = [{ name: 'records', jurisdiction: '310000', written: '"text":"x"', instead: '"text":null' }];

    expect(await errorsOf(RECORDS)).toMatchObject([
      {
        path: ['persons', 1, 'of', 1, 'more', 0, 'text'],
        extensions: { code: 'JURISDICTION_BAD_RESPONSE', jurisdiction: '310000', service: 'records' },
      },
    ]);
  });

  it('names the subgraph alone where it has no places, be it about an entity that a place told of', async () => {
    misfits = [
      { name: 'people', written: '"name":"b"', instead: '"name":{"b":1}' },
      { name: 'keepers', written: '"rank":11', instead: '"rank":"eleven"' },
    ];

    const ofSubgraph = (service: string) =>
      extensionsOf({ code: 'INTERNAL_SERVER_ERROR', origin: 'GATEWAY', service });
    const errors = await errorsOf(SPLIT);

    expect(errors.map(({ extensions }: { extensions: object }) => extensions)).toEqual([
      ofSubgraph('keepers'),
      ofSubgraph('people'),
    ]);
  });
});
