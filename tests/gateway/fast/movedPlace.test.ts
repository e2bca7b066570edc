import { afterEach, expect, it, vi } from 'vitest';
import type { TestSubgraph } from '../../support/serveTestSubgraph.ts';
import { fastFederation } from './fastFederation.ts';
import { plainWorld } from './plainWorld.ts';
import { type Lanes, startLanes } from './startLanes.ts';

const QUERY = '{ persons { strict { note } } }';
/** No call of it is one of the other's. */
const OTHER_QUERY = '{ persons { strict { note months } } }';
/** A file that changes is believed at the second look: the call must outlast that. */
const PATIENT = { requestMs: 20_000, jurisdictionMs: 15_000 };
const world = {
  ...plainWorld,
  persons: [{ id: '1', name: '张三', kind: 'ONE', records: [{ jurisdiction: '430000', id: '1' }] }],
};

let lanes: Lanes;
afterEach(() => lanes?.close());

it('mends by the partitions that the request has begun with', async () => {
  let beforeAnswer: (() => Promise<unknown>) | null = null;
  const federation = fastFederation({ world, isHanging: false }, (_, subgraph) => subgraph);
  const hunan: TestSubgraph = {
    ...federation.records,
    intercept: ({ query }, response) => {
      if (beforeAnswer === null || query.includes('_service')) return;
      const [end, wait] = [response.end.bind(response), beforeAnswer];
      beforeAnswer = null;
      response.end = () => {
        const finish = () => end('no JSON');
        void wait().then(finish, finish);
        return response;
      };
    },
  };
  const shanghai: TestSubgraph = {
    ...federation.records,
    resolvers: { Record: { __resolveReference: (record: object) => ({ ...record, note: 'moved' }) } },
  };
  lanes = await startLanes({ ...federation, records: hunan }, [QUERY], { shanghai, deadlines: PATIENT });
  let seen = '';
  beforeAnswer = async () => {
    await lanes.moveRecords();
    seen = await vi.waitUntil(
      async () => {
        const { body } = await lanes.ask(lanes.fast, OTHER_QUERY);
        return body.includes('moved') && body;
      },
      { timeout: 10_000 },
    );
  };
  const left = await lanes.count('answers');

  const early = JSON.parse((await lanes.ask(lanes.fast, QUERY)).body);
  expect(seen).toContain('moved');
  const late = JSON.parse((await lanes.ask(lanes.fast, QUERY)).body);

  // Whoever was asked has answered, if badly: nobody else is asked in its place.
  expect(early).toMatchObject({
    data: { persons: [{ strict: [{ note: null }] }] },
    errors: [{ extensions: { code: 'JURISDICTION_BAD_RESPONSE' } }],
  });
  expect(late).toEqual({ data: { persons: [{ strict: [{ note: 'moved' }] }] } });
  expect(await lanes.count('answers')).toBe(left);
});
